/// The places of one file that one finding points at, by line.
struct MarkedFile {
  struct Mark {
    let start: Int
    let end: Int
    let text: String
    let isPrimary: Bool
  }

  struct Line {
    let number: Int
    var marks: [Mark]
  }

  let file: SourceFile
  /// Where the arrow of this file points: its first-added mark.
  private(set) var first = Position(line: 1, column: 1)
  /// Ascending by number.
  private(set) var lines: [Line] = []

  init(file: SourceFile) {
    self.file = file
  }

  /// Adds a mark to the line where the span starts; what lies on later lines is put into words.
  mutating func add(_ span: Span, text: String, isPrimary: Bool) {
    let position = span.startPosition
    if lines.isEmpty { first = position }
    let line = file.lineRange(position.line)
    let start = min(max(span.start, line.lowerBound), line.upperBound)
    var words = text
    if span.end > line.upperBound {
      let last = file.position(at: max(span.start, span.end - 1)).line
      if last > position.line { words += "\(text.isEmpty ? "" : " ")(through line \(last))" }
    }
    let mark = Mark(
      start: start, end: min(max(span.end, start), line.upperBound), text: words,
      isPrimary: isPrimary)
    if let index = lines.firstIndex(where: { $0.number == position.line }) {
      lines[index].marks.append(mark)
    } else {
      let index = lines.firstIndex { $0.number > position.line } ?? lines.count
      lines.insert(Line(number: position.line, marks: [mark]), at: index)
    }
  }
}

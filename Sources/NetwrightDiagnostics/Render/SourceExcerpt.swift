/// Draws source lines with the marks under them.
struct SourceExcerpt {
  let style: TextStyle
  /// Columns of the widest line number.
  let gutter: Int
  /// Columns of the whole report.
  let width: Int

  /// The rows for one file, from the bar above the first line to the last mark.
  func rows(for group: MarkedFile, severity: Diagnostic.Severity) -> [String] {
    var rows = [bar(nil, "")]
    var previous: Int?
    for line in group.lines {
      if let previous, line.number > previous + 1 { rows.append(style.gutter("...")) }
      previous = line.number
      rows += self.rows(for: line, of: group.file, severity: severity)
    }
    return rows
  }

  private func rows(
    for line: MarkedFile.Line, of file: SourceFile, severity: Diagnostic.Severity
  ) -> [String] {
    let range = file.lineRange(line.number)
    let room = max(width - gutter - 3, 30)
    if let view = LineView(whole: range, of: file, width: room) {
      let marks = line.marks.map { markRow($0, in: view, severity: severity) }
      return [bar(line.number, view.text)] + marks
    }
    // A long line is shown once for each mark, cut to the surroundings of that mark.
    return line.marks.flatMap { mark in
      let view = LineView(around: mark.start, in: range, of: file, width: room)
      return [bar(line.number, view.text), markRow(mark, in: view, severity: severity)]
    }
  }

  private func markRow(
    _ mark: MarkedFile.Mark, in view: LineView, severity: Diagnostic.Severity
  ) -> String {
    let (before, count) = view.columns(start: mark.start, end: mark.end)
    var marks = String(repeating: mark.isPrimary ? "^" : "-", count: count)
    if !mark.text.isEmpty { marks += " " + VisibleText.of(mark.text, limit: 300) }
    let painted = mark.isPrimary ? style.severity(severity, marks) : style.secondary(marks)
    return bar(nil, String(repeating: " ", count: before) + painted)
  }

  /// `12 | text`, or `   | text` without a number; no white space at the end.
  private func bar(_ number: Int?, _ text: String) -> String {
    let digits = number.map { String($0) } ?? ""
    let padding = String(repeating: " ", count: gutter - digits.utf8.count)
    return style.gutter(padding + digits + " |") + (text.isEmpty ? "" : " " + text)
  }
}

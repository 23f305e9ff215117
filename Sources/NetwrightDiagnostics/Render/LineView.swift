/// One source line, or the part of it around a place, as it appears on a terminal.
///
/// Work and memory are bounded by the width, not by the length of the line.
struct LineView {
  private struct Cell {
    let offset: Int
    let end: Int
    let text: String
    let width: Int
  }

  /// The line with escapes and expanded tabs, with an ellipsis where it was cut.
  let text: String
  private let cells: [Cell]
  private let leadingColumns: Int

  /// The whole line when it fits into `width` columns, else nil.
  init?(whole line: Range<Int>, of file: SourceFile, width: Int) {
    guard line.count <= width * 4 else { return nil }
    let cells = LineView.cells(of: file, in: line)
    guard cells.reduce(0, { $0 + $1.width }) <= width else { return nil }
    self.init(cells: cells, cutBefore: false, cutAfter: false)
  }

  /// The part of the line around `focus` (a byte offset in it) that fits into `width` columns.
  init(around focus: Int, in line: Range<Int>, of file: SourceFile, width: Int) {
    let start = LineView.boundary(atOrAfter: focus - width * 4, in: line, of: file)
    let end = min(line.upperBound, focus + width * 4)
    let cells = LineView.cells(of: file, in: start..<max(start, end))
    let room = max(width - 2, 8)
    let focusIndex = cells.firstIndex { $0.end > focus } ?? cells.count
    var first = focusIndex
    var used = 0
    while first > 0, used + cells[first - 1].width <= room / 3 {
      first -= 1
      used += cells[first].width
    }
    var last = focusIndex
    while last < cells.count, used + cells[last].width <= room || last == focusIndex {
      used += cells[last].width
      last += 1
    }
    let shown = Array(cells[first..<last])
    self.init(
      cells: shown,
      cutBefore: (shown.first?.offset ?? focus) > line.lowerBound,
      cutAfter: (shown.last?.end ?? focus) < line.upperBound)
  }

  private init(cells: [Cell], cutBefore: Bool, cutAfter: Bool) {
    self.cells = cells
    leadingColumns = cutBefore ? 1 : 0
    text = (cutBefore ? "…" : "") + cells.map(\.text).joined() + (cutAfter ? "…" : "")
  }

  /// Where the marks under a byte range go: columns before them and how many, at least 1.
  func columns(start: Int, end: Int) -> (before: Int, count: Int) {
    var before = leadingColumns
    var count = 0
    for cell in cells {
      if cell.end <= start {
        before += cell.width
      } else if cell.offset < max(end, start + 1) {
        count += cell.width
      }
    }
    return (before, end > start ? max(count, 1) : 1)
  }

  private static func cells(of file: SourceFile, in range: Range<Int>) -> [Cell] {
    file.bytes.withUnsafeBufferPointer { bytes in
      var cells: [Cell] = []
      cells.reserveCapacity(range.count)
      var index = range.lowerBound
      while index < range.upperBound {
        let (scalar, length) = UTF8Decoder.decode(bytes, at: index)
        let (text, width) = cell(scalar, byte: bytes[index])
        cells.append(Cell(offset: index, end: index + length, text: text, width: width))
        index += length
      }
      return cells
    }
  }

  private static func cell(_ scalar: Unicode.Scalar?, byte: UInt8) -> (text: String, width: Int) {
    guard let scalar else {
      let digits = String(byte, radix: 16, uppercase: true)
      return ("\\x" + digits, 2 + digits.utf8.count)
    }
    return scalar == "\t" ? ("    ", 4) : VisibleText.cell(scalar)
  }

  private static func boundary(
    atOrAfter offset: Int, in line: Range<Int>, of file: SourceFile
  ) -> Int {
    guard offset > line.lowerBound else { return line.lowerBound }
    var index = offset
    while index < line.upperBound, file.bytes[index] & 0xC0 == 0x80, index < offset + 3 {
      index += 1
    }
    return index
  }
}

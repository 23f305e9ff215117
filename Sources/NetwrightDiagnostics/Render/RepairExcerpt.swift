/// Shows what a replacement makes of a line: the line as it is, and as it would be.
struct RepairExcerpt {
  let style: TextStyle
  let gutter: Int
  let width: Int

  private static let longestChange = 10

  /// Empty where the change is of many lines, or a line is too long to be read.
  func rows(for replacement: Diagnostic.Replacement) -> [String] {
    let (file, span) = (replacement.span.file, replacement.span)
    let (first, last) = (span.startPosition.line, span.endPosition.line)
    let room = max(width - gutter - 3, 30)
    let line = file.lineRange(first)
    if replacement.text.isEmpty, span.start == line.lowerBound,
      span.end == file.lineRange(first + 1).lowerBound, line.count <= room
    {
      return [row(first, 0, "-", file.text(in: line), style.removed)]
    }
    guard last - first < Self.longestChange else { return [] }
    let (start, end) = (line.lowerBound, file.lineRange(last).upperBound)
    guard start <= span.start, span.end <= end else { return [] }
    let before = file.text(in: start..<span.start)
    let after = file.text(in: span.end..<end)
    let changed = (before + replacement.text + after)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let lines = (first...last).map { file.text(in: file.lineRange($0)) }
    guard changed.count <= Self.longestChange,
      (lines + changed).allSatisfy({ $0.utf8.count <= room })
    else { return [] }
    let digits = String(max(last, first + changed.count - 1)).utf8.count
    return lines.enumerated().map { row(first + $0, digits, "-", $1, style.removed) }
      + changed.enumerated().map { row(first + $0, digits, "+", $1, style.added) }
  }

  private func row(
    _ number: Int, _ widest: Int, _ sign: String, _ text: String, _ paint: (String) -> String
  ) -> String {
    let digits = String(number)
    let padding = String(repeating: " ", count: max(max(gutter, widest) - digits.utf8.count, 0))
    return style.gutter(padding + digits + " ") + paint(sign + " " + VisibleText.of(text))
  }
}

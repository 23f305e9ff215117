/// Shows what a replacement makes of a line: the line as it is, and as it would be.
struct RepairExcerpt {
  let style: TextStyle
  let gutter: Int
  let width: Int

  /// Empty where the change is not within one line, or the line is too long to be read.
  func rows(for replacement: Diagnostic.Replacement) -> [String] {
    let (file, span) = (replacement.span.file, replacement.span)
    let number = span.startPosition.line
    let line = file.lineRange(number)
    let room = max(width - gutter - 3, 30)
    if replacement.text.isEmpty, span.start == line.lowerBound,
      span.end == file.lineRange(number + 1).lowerBound, line.count <= room
    {
      return [row(number, "-", file.text(in: line), style.removed)]
    }
    guard line.lowerBound <= span.start, span.end <= line.upperBound,
      line.count + replacement.text.utf8.count <= room
    else { return [] }
    let before = file.text(in: line.lowerBound..<span.start)
    let after = file.text(in: span.end..<line.upperBound)
    let changed = (before + replacement.text + after)
      .split(separator: "\n", omittingEmptySubsequences: false)
    var rows = [row(number, "-", file.text(in: line), style.removed)]
    for (offset, text) in changed.enumerated() {
      rows.append(row(number + offset, "+", String(text), style.added))
    }
    return rows
  }

  private func row(
    _ number: Int, _ sign: String, _ text: String, _ paint: (String) -> String
  ) -> String {
    let digits = String(number)
    let padding = String(repeating: " ", count: max(gutter - digits.utf8.count, 0))
    return style.gutter(padding + digits + " ") + paint(sign + " " + VisibleText.of(text))
  }
}

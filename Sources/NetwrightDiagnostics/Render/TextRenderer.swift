/// Renders findings for people, in the layout that rustc made familiar.
///
/// Whatever stands in the spec, the report has no control byte but line feeds (and the renderer's
/// own colours, when asked for), and the carets stand under what they mean.
package struct TextRenderer: Sendable {
  private let style: TextStyle
  private let width: Int

  /// - Parameter width: columns of the terminal; source lines are cut to it, words are not wrapped.
  package init(colour: Bool, width: Int = 100) {
    style = TextStyle(isColoured: colour)
    self.width = max(width, 40)
  }

  /// All findings with a blank line after each, at most about `maximumBytes` of them; a last line
  /// says how many were left out.
  package func render(
    _ diagnostics: [Diagnostic], omitted: Int = 0, maximumBytes: Int = 56_000
  ) -> String {
    var result = ""
    for (index, diagnostic) in diagnostics.enumerated() {
      let text = render(diagnostic)
      if index > 0, result.utf8.count + text.utf8.count > maximumBytes {
        return result + remainder(diagnostics.count - index + omitted)
      }
      result += text + "\n"
    }
    return omitted > 0 ? result + remainder(omitted) : result
  }

  /// One finding; every line ends with a line feed.
  package func render(_ diagnostic: Diagnostic) -> String {
    let name = "\(diagnostic.severity.rawValue)[\(diagnostic.code)]"
    let message = VisibleText.of(diagnostic.message, limit: 500)
    var lines = [style.severity(diagnostic.severity, name) + style.headline(": \(message)")]
    let groups = markedFiles(of: diagnostic)
    let lastLine = groups.flatMap(\.lines).map(\.number).max() ?? 1
    let gutter = String(lastLine).utf8.count
    for (index, group) in groups.enumerated() {
      let arrow = index == 0 ? "--> " : "::: "
      let margin = String(repeating: " ", count: gutter)
      let path = VisibleText.of(group.file.path, limit: 300)
      let place = "\(path):\(group.first.line):\(group.first.column)"
      lines.append(margin + style.gutter(arrow) + place)
      let excerpt = SourceExcerpt(style: style, gutter: gutter, width: width)
      lines += excerpt.rows(for: group, severity: diagnostic.severity)
    }
    lines += details(of: diagnostic, gutter: groups.isEmpty ? 1 : gutter)
    return lines.joined(separator: "\n") + "\n"
  }

  private func remainder(_ count: Int) -> String {
    "… and \(count) more \(count == 1 ? "finding" : "findings")\n"
  }

  private func details(of diagnostic: Diagnostic, gutter: Int) -> [String] {
    var details: [(String, String)] = []
    if let expected = diagnostic.expected { details.append(("expected", expected)) }
    if let found = diagnostic.found { details.append(("found", found)) }
    details += diagnostic.notes.map { ("note", $0) }
    details += diagnostic.helps.map { ("help", $0) }
    if diagnostic.helps.isEmpty, diagnostic.replacements.count == 1 {
      let (text, isExample) = (
        diagnostic.replacements[0].text, diagnostic.replacements[0].isExample
      )
      let way = text.isEmpty ? "remove it" : "write `\(text)` instead"
      details.append(("help", isExample ? "for example, \(way)" : way))
    }
    let margin = String(repeating: " ", count: gutter + 1)
    let lines = details.map { name, text in
      let indent = String(repeating: " ", count: margin.utf8.count + name.utf8.count + 4)
      return margin + style.gutter("= ") + style.headline("\(name):") + " "
        + broken(VisibleText.of(text), indent: indent)
    }
    return lines + repair(of: diagnostic, gutter: gutter)
  }

  /// A way of several steps takes a line for each where it does not fit into one.
  private func broken(_ text: String, indent: String) -> String {
    guard indent.utf8.count + text.unicodeScalars.count > width, text.contains(" → ") else {
      return text
    }
    let steps = text.split(separator: " → ", omittingEmptySubsequences: false)
    return steps.joined(separator: "\n\(indent)→ ")
  }

  /// The lines that a replacement changes, unless it is in the line of the finding and the words of
  /// the help say it already.
  private func repair(of diagnostic: Diagnostic, gutter: Int) -> [String] {
    let changes = diagnostic.replacements
    guard let first = changes.first, !diagnostic.helps.isEmpty, changes.count <= 4 else {
      return []
    }
    let isSaid = diagnostic.helps.contains { $0.contains("\(first.text)`") }
    let isHere =
      first.span.file === diagnostic.span?.file
      && first.span.startPosition.line == diagnostic.span?.startPosition.line
    guard !(isSaid && isHere) else { return [] }
    // Changes of one line would have to be shown as one.
    let lines = Set(changes.map { $0.span.startPosition.line })
    guard lines.count == changes.count, changes.allSatisfy({ $0.span.file === first.span.file })
    else { return [] }
    let excerpt = RepairExcerpt(style: style, gutter: gutter, width: width)
    let rows = changes.map { excerpt.rows(for: $0) }
    guard rows.allSatisfy({ !$0.isEmpty }) else { return [] }
    let margin = String(repeating: " ", count: gutter + 1)
    let path = first.span.file.path
    let place = path == diagnostic.span?.file.path ? "" : " in \(VisibleText.of(path, limit: 300))"
    let title = first.isExample ? "for example" : "repair"
    return [margin + style.gutter("= ") + style.headline("\(title)\(place):")] + rows.joined()
  }

  /// The marks of a finding by file, primary file first, and by line.
  private func markedFiles(of diagnostic: Diagnostic) -> [MarkedFile] {
    guard let span = diagnostic.span else { return [] }
    var files = [MarkedFile(file: span.file)]
    files[0].add(span, text: diagnostic.primaryText, isPrimary: true)
    for label in diagnostic.labels.prefix(20) {
      let index = files.firstIndex { $0.file === label.span.file } ?? files.count
      if index == files.count { files.append(MarkedFile(file: label.span.file)) }
      files[index].add(label.span, text: label.text, isPrimary: false)
    }
    return files
  }
}

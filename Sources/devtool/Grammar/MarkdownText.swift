import NetwrightSchema

/// Pieces of Markdown.
enum MarkdownText {
  static func fence(_ language: String, _ text: String) -> String {
    "```\(language)\n\(text.hasSuffix("\n") ? text : text + "\n")```\n"
  }

  /// A key table as a Markdown table.
  static func table(_ table: KeyTable) -> String {
    guard !table.keys.isEmpty else { return "No keys.\n" }
    var text = "| key | value | default | meaning |\n|---|---|---|---|\n"
    for key in table.keys {
      let fallback: String
      switch key.fallbackText {
      case nil: fallback = "required"
      case "": fallback = "left out"
      case let value?: fallback = "`\(value)`"
      }
      text += "| `\(key.name)` | \(cell(key.typeName)) | \(fallback) | \(cell(key.doc)) |\n"
    }
    if let main = table.mainKey {
      text += "\nA value that is no mapping stands for `\(main)`.\n"
    }
    return text
  }

  static func cell(_ text: String) -> String {
    text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
  }

  static func indented(_ text: String, by count: Int) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { String(repeating: " ", count: count) + $0 }.joined(separator: "\n")
  }
}

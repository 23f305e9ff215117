/// Colours of the text report; the empty style leaves text as it is.
struct TextStyle {
  let isColoured: Bool

  func headline(_ text: String) -> String { paint(text, "1") }
  func gutter(_ text: String) -> String { paint(text, "1;34") }
  func removed(_ text: String) -> String { paint(text, "31") }
  func added(_ text: String) -> String { paint(text, "32") }
  func secondary(_ text: String) -> String { paint(text, "1;34") }

  func severity(_ severity: Diagnostic.Severity, _ text: String) -> String {
    switch severity {
    case .error: paint(text, "1;31")
    case .warning: paint(text, "1;33")
    case .note: paint(text, "1;32")
    }
  }

  private func paint(_ text: String, _ parameters: String) -> String {
    isColoured && !text.isEmpty ? "\u{1B}[\(parameters)m\(text)\u{1B}[0m" : text
  }
}

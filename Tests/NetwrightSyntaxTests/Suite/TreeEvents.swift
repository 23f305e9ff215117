import NetwrightSyntax

/// Trees in the notation of yaml-test-suite: an event a line, without anchors, tags and the marks of
/// flow style, which trees do not keep.
enum TreeEvents {
  static func of(_ node: SyntaxNode) -> [String] {
    if node.aliasSpan != nil { return ["=ALI"] }
    switch node.kind {
    case .scalar(let scalar): return ["=VAL \(mark(scalar.style))\(escaped(scalar.text))"]
    case .sequence(let elements): return ["+SEQ"] + elements.flatMap(of) + ["-SEQ"]
    case .mapping(let entries):
      return ["+MAP"] + entries.flatMap { of($0.key) + of($0.value) } + ["-MAP"]
    }
  }

  /// The same lines made from a file of the suite.
  static func normalized(_ text: String) -> [String] {
    text.split(separator: "\n").compactMap { line in
      let parts = line.split(separator: " ", maxSplits: 1)
      switch parts[0] {
      case "+SEQ", "+MAP", "-SEQ", "-MAP", "=ALI": return String(parts[0])
      case "=VAL":
        var rest = parts[1]
        while rest.first == "&" || rest.first == "<" {
          rest = rest[(rest.firstIndex(of: " ") ?? rest.endIndex)...].dropFirst()
        }
        return "=VAL \(rest)"
      default: return nil
      }
    }
  }

  private static func mark(_ style: Scalar.Style) -> String {
    switch style {
    case .plain: ":"
    case .singleQuoted: "'"
    case .doubleQuoted: "\""
    case .literal: "|"
    case .folded: ">"
    }
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{8}": result += "\\b"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

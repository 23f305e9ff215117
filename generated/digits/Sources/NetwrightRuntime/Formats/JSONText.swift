/// JSON spellings for writers: deterministic, ASCII-safe where JSON demands it.
public enum JSONText {
  /// `text` in quotation marks, control characters escaped, everything else as UTF-8.
  public static func string(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{8}": result += "\\b"
      case "\u{C}": result += "\\f"
      case "\u{0}"..<"\u{20}":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  /// The shortest decimal that reads back to the same value; `null` when not finite.
  public static func number(_ value: Double) -> String { value.isFinite ? "\(value)" : "null" }

  /// The shortest decimal that reads back to the same `Float`; `null` when not finite.
  public static func number(_ value: Float) -> String { value.isFinite ? "\(value)" : "null" }

  /// An object with its members in the given order; values are JSON already.
  public static func object(_ members: [(String, String)]) -> String {
    "{" + members.map { string($0.0) + ":" + $0.1 }.joined(separator: ",") + "}"
  }
}

/// Spells JSON (RFC 8259) scalars.
package enum JSONText {
  /// A quoted string. Everything that `VisibleText` calls unprintable is written as `\u` escapes,
  /// so that a report never carries a control or a bidirectional override as such.
  package static func string(_ text: String) -> String {
    var result = "\""
    result.reserveCapacity(text.utf8.count + 2)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      default:
        if scalar.value >= 0x20, scalar.value < 0x7F || !VisibleText.isUnprintable(scalar) {
          result.unicodeScalars.append(scalar)
        } else {
          for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter {
            let digits = String(unit, radix: 16, uppercase: false)
            result += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
          }
        }
      }
    }
    return result + "\""
  }

  /// The shortest text that reads back as the same value; `null` for what JSON cannot say (NaN,
  /// infinities). Whole numbers below 2⁵³ are written without a fraction.
  package static func number(_ value: Double) -> String {
    guard value.isFinite else { return "null" }
    let isNegativeZero = value == 0 && value.sign == .minus
    if value == value.rounded(), abs(value) < 9_007_199_254_740_992, !isNegativeZero {
      return String(Int64(value))
    }
    return value.description
  }
}

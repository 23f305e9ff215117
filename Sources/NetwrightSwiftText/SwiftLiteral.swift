/// Spellings of values as Swift literals: exact, and closed against whatever the value holds.
package enum SwiftLiteral {
  package static func integer(_ value: Int) -> String { String(value) }

  package static func unsigned(_ value: UInt64) -> String {
    "0x" + String(value, radix: 16)
  }

  /// A literal that a compiler reads as exactly `value` where a `Float` is expected.
  ///
  /// Compilers may read literals in a wider type and round a second time. The shortest decimal is
  /// therefore taken only when, as a `Double`, it is not halfway between two floats.
  package static func float(_ value: Float) -> String {
    if let special = special(Double(value), of: "Float") { return special }
    if value == 0 { return value.sign == .minus ? "-0.0" : "0.0" }
    let decimal = "\(value)"
    guard value.isNormal, let wide = Double(decimal), Float(wide) == value,
      wide.bitPattern & 0x1fff_ffff != 0x1000_0000
    else { return hexadecimal(Double(value)) }
    return tidy(decimal)
  }

  /// A literal that a compiler reads as exactly `value` where a `Double` is expected: decimal for
  /// numbers as people write them, hexadecimal for those with more than 12 digits.
  package static func double(_ value: Double) -> String {
    if let special = special(value, of: "Double") { return special }
    if value == 0 { return value.sign == .minus ? "-0.0" : "0.0" }
    let decimal = "\(value)"
    let digits = decimal.prefix { $0 != "e" }.count { $0.isNumber }
    guard value.isNormal, digits <= 12 else { return hexadecimal(value) }
    return tidy(decimal)
  }

  private static func special(_ value: Double, of type: String) -> String? {
    if value.isNaN { return type + ".nan" }
    if value.isInfinite { return (value < 0 ? "-" : "") + type + ".infinity" }
    return nil
  }

  /// `1e-05` as `1e-5`, which is how people write it.
  private static func tidy(_ decimal: String) -> String {
    guard let mark = decimal.firstIndex(of: "e") else { return decimal }
    var mantissa = decimal[..<mark]
    if mantissa.hasSuffix(".0") { mantissa = mantissa.dropLast(2) }
    let exponent = Int(decimal[decimal.index(after: mark)...].drop { $0 == "+" }) ?? 0
    return "\(mantissa)e\(exponent)"
  }

  /// `0x1.8p-3`: the bits, so that nothing is rounded.
  private static func hexadecimal(_ value: Double) -> String {
    let sign = value.sign == .minus ? "-" : ""
    let magnitude = value.magnitude
    // A subnormal number is scaled up, so that its significand begins with 1.
    let scaled = magnitude.isNormal ? magnitude : magnitude * 0x1p+64
    let exponent = Int(scaled.exponent) - (magnitude.isNormal ? 0 : 64)
    var fraction = String(scaled.significandBitPattern, radix: 16)
    fraction = String(repeating: "0", count: 13 - fraction.count) + fraction
    while fraction.count > 1, fraction.hasSuffix("0") { fraction.removeLast() }
    return "\(sign)0x1.\(fraction)p\(exponent)"
  }

  /// A string literal in quotation marks: printable ASCII and letters as they are, everything that
  /// could end it, interpolate, or show as something else as `\u{…}`.
  package static func string(_ value: String) -> String {
    var result = "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case "\"": result += "\\\""
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      default: result += isPlain(scalar) ? String(scalar) : escape(scalar)
      }
    }
    return result + "\""
  }

  /// Text for one line of a comment: nothing in it ends the line, a comment, or shows as something
  /// else.
  package static func commentText(_ value: String) -> String {
    var result = ""
    var previous: Unicode.Scalar = " "
    for scalar in value.unicodeScalars {
      if !isPlain(scalar) {
        result += escape(scalar)
      } else if previous == "*" && scalar == "/" || previous == "/" && scalar == "*" {
        result += " " + String(scalar)
      } else {
        result += String(scalar)
      }
      previous = scalar
    }
    return result
  }

  /// Whether a scalar shows as itself and means nothing to a compiler.
  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.value >= 0x20 && scalar.value < 0x7f }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .otherLetter, .modifierLetter,
      .decimalNumber, .otherNumber, .letterNumber, .mathSymbol, .currencySymbol,
      .dashPunctuation, .openPunctuation, .closePunctuation, .otherPunctuation,
      .initialPunctuation, .finalPunctuation:
      return !scalar.properties.isDefaultIgnorableCodePoint
    default: return false
    }
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    "\\u{" + String(scalar.value, radix: 16) + "}"
  }
}

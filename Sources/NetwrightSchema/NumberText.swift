/// A number as specs write it: `1e-3`, `1_000`, `64k`, `10%`, `1/255`.
///
/// The decimal rules are those of YAML 1.2: no leading zeros, no other bases, no infinities.
package enum NumberText {
  /// What it reads, in EBNF.
  package static let grammar = """
    number   ::= scaled | scaled "/" scaled
    scaled   ::= decimal ("k" | "M" | "G" | "%")?
    decimal  ::= ("+" | "-")? (whole fraction? | fraction) exponent?
    whole    ::= "0" | [1-9] ([0-9] | "_")*
    fraction ::= "." [0-9]+
    exponent ::= ("e" | "E") ("+" | "-")? [0-9]+
    """

  package struct Number: Hashable, Sendable {
    package let value: Double
    /// The exact integer; `nil` for fractions.
    package let integer: Int?
  }

  package enum Reading: Hashable, Sendable {
    case number(Number)
    /// Well-formed, but beyond what can be held.
    case unrepresentable
    case notANumber
  }

  package static func read(_ text: String) -> Reading {
    guard text.utf8.count <= 4096 else { return .notANumber }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    if parts.count == 2 { return quotient(trimmed(parts[0]), trimmed(parts[1])) }
    return parts.count == 1 ? single(text[...]) : .notANumber
  }

  /// The shortest text of a number; whole ones without a fraction.
  package static func shortest(_ value: Double) -> String {
    whole(value).map { "\($0)" } ?? "\(value)"
  }

  private static func quotient(_ left: Substring, _ right: Substring) -> Reading {
    let (a, b): (Number, Number)
    switch (single(left), single(right)) {
    case (.number(let left), .number(let right)): (a, b) = (left, right)
    case (.notANumber, _), (_, .notANumber): return .notANumber
    case (.unrepresentable, _), (_, .unrepresentable): return .unrepresentable
    }
    guard b.value != 0 else { return .notANumber }
    let value = a.value / b.value
    guard value.isFinite else { return .unrepresentable }
    if let x = a.integer, let y = b.integer, y != -1, x % y == 0 {
      return .number(Number(value: value, integer: x / y))
    }
    return .number(Number(value: value, integer: nil))
  }

  private static func single(_ text: Substring) -> Reading {
    var digits = text
    var factor = 1
    var isPercent = false
    switch digits.utf8.last {
    case UInt8(ascii: "k"): factor = 1_000
    case UInt8(ascii: "M"): factor = 1_000_000
    case UInt8(ascii: "G"): factor = 1_000_000_000
    case UInt8(ascii: "%"): isPercent = true
    default: break
    }
    if factor > 1 || isPercent { digits = trimmed(digits.dropLast()) }
    guard var decimal = decimal(digits) else { return .notANumber }
    let halves = decimal.text.split(separator: ".")
    if halves.count == 2, halves[1].utf8.allSatisfy({ $0 == UInt8(ascii: "0") }) {
      decimal = (String(halves[0]), true)
    }
    if decimal.isInteger {
      if isPercent { return fraction(decimal.text, divisor: 100) }
      guard let integer = Int(decimal.text) else { return large(decimal.text, factor) }
      let (product, overflow) = integer.multipliedReportingOverflow(by: factor)
      if overflow { return large(decimal.text, factor) }
      return .number(Number(value: Double(product), integer: product))
    }
    if isPercent { return fraction(decimal.text, divisor: 100) }
    guard factor == 1, halves.count == 2, !decimal.text.utf8.contains(UInt8(ascii: "e")) else {
      return large(decimal.text, factor)
    }
    // A fraction that is written stays one, even where the nearest double is whole.
    guard let value = Double(decimal.text), value.isFinite else { return .unrepresentable }
    return .number(Number(value: value, integer: nil))
  }

  private static func fraction(_ text: String, divisor: Double) -> Reading {
    guard let value = Double(text), value.isFinite else { return .unrepresentable }
    return .number(Number(value: value / divisor, integer: whole(value / divisor)))
  }

  private static func large(_ text: String, _ factor: Int) -> Reading {
    guard let value = Double(text), (value * Double(factor)).isFinite else {
      return .unrepresentable
    }
    return .number(Number(value: value * Double(factor), integer: whole(value * Double(factor))))
  }

  /// From 2⁵³ on not every integer is a double: what was written is then no longer known.
  private static func whole(_ value: Double) -> Int? {
    value.magnitude < 0x1p53 && value.rounded() == value ? Int(value) : nil
  }

  /// The text without `_`; `nil` where it is not a decimal number.
  private static func decimal(_ text: Substring) -> (text: String, isInteger: Bool)? {
    var scanner = DecimalScanner(bytes: Array(text.utf8))
    return scanner.read() ? (scanner.clean, scanner.isInteger) : nil
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return text
  }
}

/// `[-+]?(0|[1-9][0-9_]*)?(\.[0-9]+)?([eE][-+]?[0-9]+)?` with at least one digit before `e`.
private struct DecimalScanner {
  let bytes: [UInt8]
  var offset = 0
  var clean = ""
  var isInteger = true

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func read() -> Bool {
    takeSign()
    let start = offset
    let whole = takeDigits(underscores: true)
    if whole > 1, bytes[start] == UInt8(ascii: "0") { return false }
    var digits = whole
    if peek == UInt8(ascii: ".") {
      isInteger = false
      if whole == 0 { clean += "0" }
      clean += "."
      offset += 1
      let decimals = takeDigits(underscores: false)
      guard decimals > 0 else { return false }
      digits += decimals
    }
    guard digits > 0 else { return false }
    if peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") {
      isInteger = false
      clean += "e"
      offset += 1
      takeSign()
      guard takeDigits(underscores: false) > 0 else { return false }
    }
    return offset == bytes.count
  }

  private var peek: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  private mutating func takeSign() {
    guard peek == UInt8(ascii: "-") || peek == UInt8(ascii: "+") else { return }
    if peek == UInt8(ascii: "-") { clean += "-" }
    offset += 1
  }

  private mutating func takeDigits(underscores: Bool) -> Int {
    var count = 0
    while let byte = peek {
      if (48...57).contains(byte) {
        clean.unicodeScalars.append(Unicode.Scalar(byte))
        count += 1
      } else if !(underscores && byte == UInt8(ascii: "_") && count > 0) {
        break
      }
      offset += 1
    }
    return count
  }
}

import NetwrightTensor

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
    guard text.utf8.count <= TextLimits.bytes else { return .notANumber }
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
    guard value.isFinite, value != 0 || a.value == 0 else { return .unrepresentable }
    if let x = a.integer, let y = b.integer, y != -1, x % y == 0 {
      return .number(Number(value: value, integer: x / y))
    }
    return .number(Number(value: value, integer: nil))
  }

  private static func single(_ text: Substring) -> Reading {
    let shift: Int
    switch text.utf8.last {
    case UInt8(ascii: "k"): shift = 3
    case UInt8(ascii: "M"): shift = 6
    case UInt8(ascii: "G"): shift = 9
    case UInt8(ascii: "%"): shift = -2
    default: shift = 0
    }
    let digits = shift == 0 ? text : trimmed(text.dropLast())
    guard let decimal = Decimal(digits) else { return .notANumber }
    if let integer = decimal.integer(shiftedBy: shift),
      !decimal.hasExponent && shift >= 0 || integer.magnitude < largestExactDouble
    {
      return .number(Number(value: Double(integer), integer: integer))
    }
    // A fraction that is written stays one, even where the nearest double is whole.
    guard let unscaled = Double(decimal.text) else { return .unrepresentable }
    let value = shift < 0 ? unscaled / 100 : unscaled * powersOfThousand[shift / 3]
    guard value.isFinite, value != 0 || decimal.isZero else { return .unrepresentable }
    return .number(Number(value: value, integer: nil))
  }

  private static let powersOfThousand: [Double] = [1, 1e3, 1e6, 1e9]

  /// From 2⁵³ on not every integer is a double: what an exponent was meant to say is then no longer
  /// known.
  private static let largestExactDouble: UInt = 1 << 53

  private static func whole(_ value: Double) -> Int? {
    value.magnitude < 0x1p53 && value.rounded() == value ? Int(value) : nil
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return text
  }
}

/// A decimal number of a spec, taken apart: `[-+]?(0|[1-9][0-9_]*)?(\.[0-9]+)?([eE][-+]?[0-9]+)?`
/// with at least one digit before `e`.
struct Decimal {
  /// The text without `_`, in a form that the standard library reads.
  private(set) var text = ""
  private(set) var hasExponent = false
  private var isNegative = false
  /// All digits before the exponent, without zeros in front.
  private var digits: [UInt8] = []
  /// How many of them stand behind the point.
  private var decimals = 0
  /// Beyond ±10⁹ it stays there: far outside of everything that can be held.
  private var exponent = 0
  private var bytes: [UInt8]
  private var offset = 0

  /// - Returns: `nil` where the text is no such number.
  init?(_ text: Substring) {
    bytes = Array(text.utf8)
    guard read() else { return nil }
    bytes = []
  }

  var isZero: Bool { digits.isEmpty }

  /// The number times 10 to the power of `shift`, exactly; `nil` where that is a fraction or does
  /// not fit.
  func integer(shiftedBy shift: Int) -> Int? {
    guard let last = digits.lastIndex(where: { $0 != UInt8(ascii: "0") }) else { return 0 }
    let zeros = exponent + shift - decimals + (digits.count - 1 - last)
    guard zeros >= 0, last + zeros < 20 else { return nil }
    let whole = digits[...last] + Array(repeating: UInt8(ascii: "0"), count: zeros)
    return Int((isNegative ? "-" : "") + String(decoding: whole, as: UTF8.self))
  }

  private mutating func read() -> Bool {
    isNegative = takeSign()
    let start = offset
    let whole = takeDigits(underscores: true)
    if whole.count > 1, bytes[start] == UInt8(ascii: "0") { return false }
    digits = whole
    if peek == UInt8(ascii: ".") {
      text += whole.isEmpty ? "0." : "."
      offset += 1
      let fraction = takeDigits(underscores: false)
      guard !fraction.isEmpty else { return false }
      decimals = fraction.count
      digits += fraction
    }
    guard !digits.isEmpty else { return false }
    digits = Array(digits.drop { $0 == UInt8(ascii: "0") })
    return takeExponent() && offset == bytes.count
  }

  private mutating func takeExponent() -> Bool {
    guard peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") else { return true }
    hasExponent = true
    text += "e"
    offset += 1
    let isNegative = takeSign()
    let power = takeDigits(underscores: false)
    guard !power.isEmpty else { return false }
    for digit in power where exponent < 1_000_000_000 { exponent = exponent * 10 + Int(digit - 48) }
    if isNegative { exponent = -exponent }
    return true
  }

  private var peek: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  /// Whether there is a minus.
  private mutating func takeSign() -> Bool {
    guard let byte = peek, byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") else {
      return false
    }
    offset += 1
    if byte == UInt8(ascii: "-") { text += "-" }
    return byte == UInt8(ascii: "-")
  }

  private mutating func takeDigits(underscores: Bool) -> [UInt8] {
    var taken: [UInt8] = []
    while let byte = peek {
      if (48...57).contains(byte) {
        taken.append(byte)
      } else if !(underscores && byte == UInt8(ascii: "_") && !taken.isEmpty) {
        break
      }
      offset += 1
    }
    text += String(decoding: taken, as: UTF8.self)
    return taken
  }
}

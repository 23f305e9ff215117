/// Strict decimal numbers, correct to the last bit, whatever the locale.
enum DecimalNumber {
  /// Exactly representable powers of ten.
  private static let powers: [Double] = {
    var powers: [Double] = [1]
    for exponent in 1...22 { powers.append(powers[exponent - 1] * 10) }
    return powers
  }()

  /// Parses `[+-] digits [. digits] [e [+-] digits]`, one side of the point may be empty; spaces
  /// and tabs around it are fine. `nil` for anything else, such as `nan`, `0x1p3`, `1,5`, and for
  /// values beyond the range of `Double`.
  static func parse(_ text: UnsafeBufferPointer<UInt8>) -> Double? {
    var scan = Scan(text)
    guard scan.run() else { return nil }
    // Clinger (PLDI 1990): both operands exact, so one rounding, so the result is correct.
    if scan.digits <= 19, scan.mantissa <= 1 << 53, abs(scan.exponent) <= 22 {
      let magnitude = Double(scan.mantissa)
      let power = powers[abs(scan.exponent)]
      let value = scan.exponent < 0 ? magnitude / power : magnitude * power
      return scan.isNegative ? -value : value
    }
    let token = UnsafeBufferPointer(rebasing: text[scan.start..<scan.end])
    guard let value = Double(String(decoding: token, as: UTF8.self)), value.isFinite else {
      return nil
    }
    return value
  }

  private struct Scan {
    let text: UnsafeBufferPointer<UInt8>
    var position = 0
    var start = 0
    var end = 0
    var isNegative = false
    var mantissa: UInt64 = 0
    /// Digits from the first one that is not zero.
    var digits = 0
    var exponent = 0

    init(_ text: UnsafeBufferPointer<UInt8>) { self.text = text }

    var next: UInt8? { position < text.count ? text[position] : nil }

    mutating func run() -> Bool {
      skipBlanks()
      start = position
      takeSign()
      var count = takeDigits()
      if next == 0x2E {
        position += 1
        let before = position
        count += takeDigits()
        exponent -= position - before
      }
      if count == 0 { return false }
      if next == 0x65 || next == 0x45 {
        if !takeExponent() { return false }
      }
      end = position
      skipBlanks()
      return position == text.count
    }

    private mutating func skipBlanks() {
      while let byte = next, byte == 0x20 || byte == 0x09 { position += 1 }
    }

    private mutating func takeSign() {
      if next == 0x2B || next == 0x2D {
        isNegative = next == 0x2D
        position += 1
      }
    }

    private mutating func takeDigits() -> Int {
      let before = position
      while let byte = next, byte >= 0x30 && byte <= 0x39 {
        // Beyond 19 digits the mantissa is not used, and may wrap.
        mantissa = mantissa &* 10 &+ UInt64(byte &- 0x30)
        if digits > 0 || byte != 0x30 { digits += 1 }
        position += 1
      }
      return position - before
    }

    private mutating func takeExponent() -> Bool {
      position += 1
      let isNegativeExponent = next == 0x2D
      if next == 0x2B || next == 0x2D { position += 1 }
      let before = position
      var value = 0
      while let byte = next, byte >= 0x30 && byte <= 0x39 {
        // Saturates far beyond any finite value.
        value = min(value * 10 + Int(byte - 0x30), 1 << 40)
        position += 1
      }
      exponent += isNegativeExponent ? -value : value
      return position > before
    }
  }
}

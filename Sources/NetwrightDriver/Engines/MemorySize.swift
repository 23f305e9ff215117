import NetwrightSchema

/// A size of memory on the command line: `512MiB`, `1.5GiB`, `4G`, `4GB`, `1_000_000`.
package enum MemorySize {
  /// What may stand behind a number, in words.
  package static let units = "KiB, MiB, GiB, TiB (powers of 1024) or k, M, G, T (powers of 1000)"

  /// Bytes, rounded down behind a unit; `nil` where the text is no positive number of them.
  package static func bytes(_ text: String) -> Int? {
    let (digits, factor) = split(text)
    guard let last = digits.utf8.last, UInt8(ascii: "0")...UInt8(ascii: "9") ~= last,
      !digits.contains("/"), case .number(let number) = NumberText.read(String(digits)),
      number.value > 0
    else { return nil }
    if let whole = number.integer {
      let (bytes, overflow) = whole.multipliedReportingOverflow(by: factor)
      return overflow ? nil : bytes
    }
    // Powers of ten are not exact in binary: 4.1 · 10⁹ is a little less than it says.
    let bytes = (number.value * Double(factor) * (1 + 0x1p-50)).rounded(.down)
    return factor > 1 && bytes >= 1 && bytes < 0x1p53 ? Int(bytes) : nil
  }

  /// The number, and what its unit multiplies it by.
  private static func split(_ text: String) -> (digits: Substring, factor: Int) {
    if let (digits, unit) = ByteUnit.split(text[...]) { return (digits, 1 << unit.shift) }
    var digits = text[...]
    if digits.last == "B" { digits.removeLast() }
    let factor: Int
    switch digits.last {
    case "k", "K": factor = 1000
    case "M": factor = 1_000_000
    case "G": factor = 1_000_000_000
    case "T": factor = 1_000_000_000_000
    default: return (digits, 1)
    }
    return (digits.dropLast(), factor)
  }
}

/// Whole numbers as people and files write them.
///
/// One function that nothing specializes: each use of `Int(text)` costs every emitted package more
/// time to compile than this file.
public enum WholeNumber {
  /// The value of decimal digits and nothing else; `nil` for anything else and from 2⁶³ on.
  public static func parse(_ text: String) -> Int? {
    guard let value = parseUnsigned(text) else { return nil }
    return Int(exactly: value)
  }

  /// As `parse`, below 2⁶⁴.
  public static func parseUnsigned(_ text: String) -> UInt64? {
    var value: UInt64 = 0
    var isEmpty = true
    for byte in text.utf8 {
      guard byte >= 0x30, byte <= 0x39 else { return nil }
      let (product, isTooLarge) = value.multipliedReportingOverflow(by: 10)
      let (sum, overflows) = product.addingReportingOverflow(UInt64(byte - 0x30))
      if isTooLarge || overflows { return nil }
      value = sum
      isEmpty = false
    }
    return isEmpty ? nil : value
  }
}

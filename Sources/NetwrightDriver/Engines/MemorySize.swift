import NetwrightSchema

/// A size of memory on the command line: `512MiB`, `4GiB`, `4G`, `1_000_000`.
package enum MemorySize {
  /// Bytes; `nil` where the text is no positive size.
  package static func bytes(_ text: String) -> Int? {
    guard let (number, unit) = ByteUnit.split(text[...]) else { return whole(text) }
    guard let count = whole(String(number)) else { return nil }
    let (bytes, overflow) = count.multipliedReportingOverflow(by: 1 << unit.shift)
    return overflow ? nil : bytes
  }

  private static func whole(_ text: String) -> Int? {
    guard case .number(let number) = NumberText.read(text), let value = number.integer, value > 0
    else { return nil }
    return value
  }
}

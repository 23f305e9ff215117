import NetwrightSchema

/// A size of memory on the command line: `512MiB`, `4GiB`, `4G`, `1_000_000`.
package enum MemorySize {
  /// Bytes; `nil` where the text is no positive size.
  package static func bytes(_ text: String) -> Int? {
    for (suffix, shift) in [("KiB", 10), ("MiB", 20), ("GiB", 30), ("TiB", 40)]
    where text.hasSuffix(suffix) {
      guard let count = whole(String(text.dropLast(suffix.count))) else { return nil }
      let (bytes, overflow) = count.multipliedReportingOverflow(by: 1 << shift)
      return overflow ? nil : bytes
    }
    return whole(text)
  }

  private static func whole(_ text: String) -> Int? {
    guard case .number(let number) = NumberText.read(text), let value = number.integer, value > 0
    else { return nil }
    return value
  }
}

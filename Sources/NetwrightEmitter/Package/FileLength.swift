/// How long an emitted file may be; longer ones are written in parts.
enum FileLength {
  static let maximumLines = 2000

  static func exceeds(_ text: String) -> Bool {
    text.utf8.count { $0 == UInt8(ascii: "\n") } > maximumLines
  }

  /// Elements in runs of at most `length`, in order.
  static func parts<Element>(_ elements: [Element], of length: Int) -> [[Element]] {
    stride(from: 0, to: elements.count, by: length).map {
      Array(elements[$0..<min($0 + length, elements.count)])
    }
  }
}

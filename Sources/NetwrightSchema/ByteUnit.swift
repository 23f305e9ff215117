/// A unit of memory behind a number, in powers of 1024.
package enum ByteUnit: String, CaseIterable {
  case byte = "B"
  case kibibyte = "KiB"
  case mebibyte = "MiB"
  case gibibyte = "GiB"
  case tebibyte = "TiB"

  /// Bytes as a power of 2: 10 for `KiB`.
  package var shift: Int {
    switch self {
    case .byte: 0
    case .kibibyte: 10
    case .mebibyte: 20
    case .gibibyte: 30
    case .tebibyte: 40
    }
  }

  /// The units whose letters no other one ends in.
  private static let multiples = allCases.filter { $0 != .byte }

  /// What stands before a unit larger than a byte; nil where the text ends in none.
  package static func split(_ text: Substring) -> (number: Substring, unit: ByteUnit)? {
    guard let unit = multiples.first(where: { text.hasSuffix($0.rawValue) }) else { return nil }
    return (text.dropLast(unit.rawValue.count), unit)
  }
}

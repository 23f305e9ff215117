/// A fault in a data file or in how a plan fits it.
///
/// Codes: `E0501` file access, `E0502` path not allowed, `E0503` CSV structure, `E0504` value,
/// `E0505` missing value, `E0506` IDX structure, `E0507` compression, `E0508` column or field,
/// `E0509` class index out of range, `E0510` unknown category, `E0511` split, `E0512` statistics.
public struct DataError: Error, Equatable, Sendable, CustomStringConvertible {
  public var code: String
  public var path: String
  /// From 1.
  public var line: Int?
  /// Unicode scalars from 1.
  public var column: Int?
  public var message: String
  public var expected: String?
  public var found: String?
  public var help: String?

  public init(
    _ code: String, path: String, line: Int? = nil, column: Int? = nil, _ message: String,
    expected: String? = nil, found: String? = nil, help: String? = nil
  ) {
    self.code = code
    self.path = path
    self.line = line
    self.column = column
    self.message = message
    self.expected = expected
    self.found = found
    self.help = help
  }

  /// The error as compilers print it.
  public var description: String {
    var place = path
    if let line { place += ":\(line)" }
    if let column { place += ":\(column)" }
    var lines = ["error[\(code)]: \(message)", " --> \(place)"]
    if let expected { lines.append("  expected: \(expected)") }
    if let found { lines.append("  found: \(found)") }
    if let help { lines.append("  help: \(help)") }
    return lines.joined(separator: "\n")
  }

  /// `text` in quotes for `found`: shortened, control characters replaced.
  static func quote(_ text: String) -> String {
    let shown = text.unicodeScalars.prefix(40).map { scalar in
      scalar.value < 0x20 || scalar.value == 0x7F ? "\u{FFFD}" : String(scalar)
    }.joined()
    return "`\(shown)`" + (text.unicodeScalars.count > 40 ? "…" : "")
  }
}

import NetwrightDiagnostics
import NetwrightSchema
import NetwrightSyntax

/// One column whose name looks like that of several: `a, b`, or `a..b`, which is no range.
struct ColumnSlip {
  private let names: [String]
  /// The columns as a list.
  let list: String

  /// `nil` where the name is no slip, or not one of the number of columns that is wanted.
  init?(_ columns: [String], wanted: Int?) {
    guard let text = columns.first, columns.count == 1, text.utf8.count <= 200 else { return nil }
    let dots = DimsSection.rangeDots(text)
    let parts =
      dots.map { dot in
        let bytes = Array(text.utf8)
        return [bytes[..<dot], bytes[(dot + 2)...]].map { String(decoding: $0, as: UTF8.self)[...] }
      } ?? text.split(separator: ",", omittingEmptySubsequences: false)
    let names = parts.map { part in
      String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
    guard names.count > 1, names.count == wanted, !names.contains("") else { return nil }
    self.names = names
    list = "[\(names.map(Self.spelled).joined(separator: ", "))]"
  }

  private static func spelled(_ name: String) -> String {
    Identifier.isValid(name) ? name : QuotedText.of(name)
  }

  var help: String {
    "several columns are a list, `\(VisibleText.of(list, limit: 80))`; a range has numbers at both "
      + "ends, as in `pixel_0..pixel_63`"
  }

  /// Whether a place holds the one name and nothing else.
  func isWhole(_ place: Span) -> Bool {
    let text = place.text
    return !text.hasPrefix("[") && !text.hasPrefix("*") && names.allSatisfy { text.contains($0) }
  }
}

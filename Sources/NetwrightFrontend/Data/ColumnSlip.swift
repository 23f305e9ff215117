import NetwrightDiagnostics
import NetwrightSchema
import NetwrightSyntax

/// One column whose name looks like that of several: `a, b`, or `a..b`, which is no range.
struct ColumnSlip {
  private let names: [String]
  /// The columns as a list.
  let list: String

  /// Whether the name is a pattern such as `acc_*`: which columns it stands for is not known.
  private let isPattern: Bool

  /// `nil` where the name is no slip, or not one of the number of columns that is wanted.
  init?(_ columns: [String], wanted: Int?) {
    guard let text = columns.first, columns.count == 1, text.utf8.count <= 200 else { return nil }
    isPattern = text.contains("*")
    if isPattern {
      let stem = String(text.dropLast())
      guard let wanted, wanted > 1, text.hasSuffix("*"), !stem.contains("*") else { return nil }
      let range = "\(stem)0..\(stem)\(wanted - 1)"
      (names, list) = ([text], Identifier.isValid("\(stem)0") ? range : QuotedText.of(range))
      return
    }
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
    if isPattern {
      return "there are no patterns: list the columns, or write a range of numbers, as in `\(list)`"
    }
    return
      "several columns are a list, `\(VisibleText.of(list, limit: 80))`; a range has numbers at "
      + "both ends, as in `pixel_0..pixel_63`"
  }

  /// Whether a place holds the one name and nothing else.
  func isWhole(_ place: Span) -> Bool {
    let text = place.text
    return !isPattern && !text.hasPrefix("[") && !text.hasPrefix("*")
      && names.allSatisfy { text.contains($0) }
  }
}

import NetwrightDiagnostics
import NetwrightSchema
import NetwrightSyntax

extension ValueType where Value == [String] {
  /// Names of columns: a list, one name, or a range such as `pixel_0..pixel_63`.
  static var columns: ValueType {
    let expected = "column names, as in [a, b] or pixel_0..pixel_63"
    return ValueType(expected, form: .list(.text)) { (node, decoder) throws(Poisoned) in
      var columns: [String] = []
      for element in node.sequence ?? [node] {
        let text = try decoder.text(of: element, expecting: "a column name")
        columns += try ColumnRange(text)?.names(element, decoder) ?? [text]
        guard columns.count <= ColumnRange.maximumCount else {
          throw decoder.report(ColumnRange.tooMany(element))
        }
      }
      guard !columns.isEmpty else { throw decoder.mismatch(node, expecting: expected) }
      return columns
    } text: { names in
      ColumnRange(joining: names)?.text ?? "[\(names.map(QuotedText.of).joined(separator: ", "))]"
    }
  }
}

/// `pixel_0..pixel_63`: columns that differ in the number at their end.
struct ColumnRange {
  /// How columns are named, in EBNF; a range counts up the number at the end.
  static let grammar = "columns ::= text | text whole \"..\" text whole"

  static let maximumCount = 1_000_000

  let prefix: String
  let first: Int
  let last: Int

  /// `nil` where the text is no range but a name.
  init?(_ text: String) {
    let bytes = Array(text.utf8)
    let dots = bytes.indices.dropLast().filter { bytes[$0] == 46 && bytes[$0 + 1] == 46 }
    guard dots.count == 1, let dot = dots.first else { return nil }
    guard let (prefix, first) = Self.split(bytes[..<dot]),
      let (other, last) = Self.split(bytes[(dot + 2)...]), prefix == other
    else { return nil }
    (self.prefix, self.first, self.last) = (prefix, first, last)
  }

  /// `nil` where the names are not consecutive, or fewer than three.
  init?(joining names: [String]) {
    guard names.count > 2, let start = names.first, let end = names.last,
      let range = ColumnRange("\(start)..\(end)"), range.last - range.first == names.count - 1,
      names.indices.allSatisfy({ names[$0] == range.prefix + String(range.first + $0) })
    else { return nil }
    self = range
  }

  var text: String { QuotedText.of("\(prefix)\(first)..\(prefix)\(last)") }

  /// A name without its last number, and the number; no leading zeros.
  private static func split(_ bytes: ArraySlice<UInt8>) -> (String, Int)? {
    let digits = bytes.reversed().prefix { (48...57).contains($0) }.count
    let number = bytes.suffix(digits)
    guard digits > 0, digits == 1 || number.first != 48,
      let value = Int(String(decoding: number, as: UTF8.self))
    else { return nil }
    return (String(decoding: bytes.dropLast(digits), as: UTF8.self), value)
  }

  func names(_ node: SyntaxNode, _ decoder: Decoder) throws(Poisoned) -> [String] {
    guard first <= last else {
      throw decoder.mismatch(node, expecting: "a range whose end is not before its start")
    }
    guard last - first < Self.maximumCount else { throw decoder.report(Self.tooMany(node)) }
    return (first...last).map { prefix + String($0) }
  }

  static func tooMany(_ node: SyntaxNode) -> Diagnostic {
    Diagnostic("E0109", "a field cannot have so many columns", at: node.useSpan)
      .expected("at most \(maximumCount) columns").found("more")
  }
}

import NetwrightDiagnostics
import NetwrightSchema
import NetwrightSyntax

/// The fields of the data as far as they can be read.
struct DataFields {
  /// Where the data are introduced.
  let span: Span
  private(set) var fields: [DataField] = []
  /// Names of fields that something is wrong with.
  private(set) var faulty: [Name] = []
  /// Whether no field is missing here but those.
  private(set) var isComplete = false

  init(at span: Span) { self.span = span }

  var isSound: Bool { isComplete && faulty.isEmpty }

  /// Fields of class indices that are spread over rows, as they are written.
  var oneHotFields: [String: SyntaxNode] {
    var found: [String: SyntaxNode] = [:]
    for field in fields {
      if case .category(_, isOneHot: true) = field.kind { found[field.name] = field.node }
    }
    return found
  }

  /// Whether a name may be that of a field which could not be read.
  func mayHave(_ name: String) -> Bool {
    !isComplete || faulty.contains { $0.text == name }
  }

  /// - Parameter isTable: whether the source has named columns; `nil` where it cannot be told.
  mutating func read(_ node: SyntaxNode, isTable: Bool?, _ decoder: Decoder) {
    guard let entries = try? decoder.mapping(of: node, expecting: "a mapping of field names")
    else { return }
    isComplete = true
    for entry in entries {
      if let field = try? DataField(entry, isTable: isTable, decoder) {
        fields.append(field)
      } else {
        faulty.append(Name(text: entry.name, span: entry.key.useSpan))
      }
    }
  }
}

import NetwrightDiagnostics
import NetwrightSchema
import NetwrightSyntax

/// The top level of a spec.
package struct SpecSections: Sendable {
  package static let versionKey = Key(
    "netwright", .integer(1...Int.max), doc: "Version of the language; 1.")
  package static let nameKey = Key(
    "name", .specName, doc: "Name of the model, and of the Swift package made from it.")
  package static let docKey = Key(
    "doc", .optional(ValueType<String>.text), default: nil, doc: "What the model is, in prose.")
  package static let dimsKey = Key(
    "dims", .node("a mapping of dimensions", form: .section(.dims)),
    doc: "Named sizes; `batch` must be among them.")
  package static let importsKey = Key(
    "imports", .optional(.node("a list of paths", form: .list(.text))), default: nil,
    doc: "Files with blocks and dimensions, relative to this one.")
  package static let modelKey = Key(
    "model", .node("a mapping for the model", form: .section(.model)),
    doc: "Inputs, targets and layers.")
  static func sectionKey(_ section: SchemaSection, doc: String) -> Key<SyntaxNode?> {
    Key(
      section.rawValue,
      .optional(.node("a mapping for `\(section.rawValue)`", form: .section(section))),
      default: nil, doc: doc)
  }
  package static let dataKey = sectionKey(
    .data, doc: "Where data come from and what becomes of them.")
  package static let blocksKey = sectionKey(.blocks, doc: "Sub-networks that layers may name.")
  package static let lossKey = sectionKey(.loss, doc: "What training makes small.")
  package static let trainKey = sectionKey(.train, doc: "How long and how to train.")
  package static let evaluateKey = sectionKey(.evaluate, doc: "What evaluation measures.")
  package static let expectKey = sectionKey(
    .expect, doc: "What `check` and `train` hold the spec to.")

  package static let table = KeyTable(
    "a spec",
    [
      AnyKey(versionKey), AnyKey(nameKey), AnyKey(docKey), AnyKey(importsKey), AnyKey(dimsKey),
      AnyKey(dataKey), AnyKey(blocksKey), AnyKey(modelKey), AnyKey(lossKey), AnyKey(trainKey),
      AnyKey(evaluateKey), AnyKey(expectKey),
    ])

  let arguments: Arguments
  /// Keys that a spec does not have, which has been reported.
  let strayNames: Set<String>
  package let name: String
  package let doc: String?

  /// Throws only where nothing can be checked at all.
  init(_ root: SyntaxNode, _ decoder: Decoder) throws(Poisoned) {
    arguments = try Self.table.decode(root, at: root.span.beginning, decoder)
    strayNames = Set(root.mapping?.map(\.name) ?? []).subtracting(Self.table.names)
    name = (try? arguments.value(Self.nameKey).text) ?? "unnamed"
    doc = arguments.optional(Self.docKey)
    try Self.requireVersion(arguments, decoder)
  }

  static func requireVersion(_ arguments: Arguments, _ decoder: Decoder) throws(Poisoned) {
    // Without a readable version the rest is checked as version 1.
    guard let version = try? arguments.value(versionKey), version != 1 else { return }
    throw decoder.report(
      Diagnostic(
        "E0110", "this program knows version 1 of the language, found \(version)",
        at: arguments.span(versionKey)
      ).expected("1").found("\(version)")
        .help("use a newer Netwright, or write the spec in version 1"))
  }

  /// What may name dimensions, themselves included, besides blocks.
  var sizedSections: [SyntaxNode] {
    let keys = [
      Self.dataKey, Self.lossKey, Self.trainKey, Self.evaluateKey, Self.expectKey,
    ]
    let required = [Self.dimsKey, Self.modelKey].compactMap { try? arguments.value($0) }
    return required + keys.compactMap(node)
  }

  /// The value of a section, `nil` where it is left out or wrong.
  func node(_ key: Key<SyntaxNode?>) -> SyntaxNode? { arguments.optional(key) }
}

extension ValueType where Value == Name {
  /// A name that may also contain `-`.
  static var specName: ValueType {
    ValueType(
      "a name, in which `-` may stand as well", form: .pattern(Identifier.pattern(dashes: true))
    ) {
      (node, decoder) throws(Poisoned) in
      let text = try decoder.text(of: node, expecting: "a name")
      try decoder.requireIdentifier(text, at: node.useSpan, dashes: true)
      return Name(text: text, span: node.useSpan)
    } text: {
      $0.text
    }
  }
}

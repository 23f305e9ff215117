import NetwrightDiagnostics
import NetwrightLayers
import NetwrightSchema
import NetwrightSyntax

/// An entry of `blocks:`. Its inputs and layers are read at each use with other arguments.
package struct BlockDeclaration: Sendable {
  static let docKey = Key(
    "doc", .optional(ValueType<String>.text), default: nil, doc: "What the block is, in prose.")
  static let inputsKey = Key(
    "inputs", .node("a mapping of input names to tensor types", form: .someTensors),
    doc: "What the block takes: names and tensor types; `?` stands for any size.")
  static let parametersKey = Key(
    "parameters",
    .optional(
      .node("a mapping of parameter names to defaults or kinds", form: .named(.text))),
    default: nil,
    doc: "Values that a use may or must give: a default, a kind, or both as in `word = relu`.")
  static let layersKey = Key(
    "layers", .node("a list of layers", form: .section(.layers)),
    doc: "The layers, as in `model`; the last result is that of the block.")
  static let outputsKey = Key(
    "outputs", .optional(.list(ValueType<Name>.name, of: "a name or a list of names")),
    default: nil, doc: "Results by the names that `as:` gives within, in place of the last one.")
  package static let table = KeyTable(
    "a block",
    [
      AnyKey(docKey), AnyKey(inputsKey), AnyKey(parametersKey), AnyKey(layersKey),
      AnyKey(outputsKey),
    ])

  static let maximumParameters = 100

  let name: String
  /// Where the block is named.
  let span: Span
  let doc: String?
  /// `nil` where they are missing, as with the layers.
  let inputs: SyntaxNode?
  let parameters: [BlockParameter]
  /// Parameters whose declaration is wrong.
  let faultyParameters: [Name]
  let layers: SyntaxNode?
  /// Whether the block can be used; what is wrong with its layers shows all the same.
  let isSound: Bool
  /// Empty for the last result.
  let outputs: [Name]
  /// The keys of a use.
  let arguments: KeyTable

  init(_ entry: SyntaxEntry, _ decoder: Decoder) throws(Poisoned) {
    name = entry.name
    span = entry.key.useSpan
    try decoder.requireNumberable(Name(text: name, span: span))
    guard layerIndex[name] == nil, name != RepeatUse.keyword else {
      throw decoder.report(
        Diagnostic("E0206", "the name `\(name)` is reserved", at: span)
          .expected("a name that no layer has").found("`\(name)`")
          .note("`\(name)` is a layer of the language").help("give the block another name"))
    }
    let keys = try Self.table.decode(entry.value, at: span, decoder)
    doc = keys.optional(Self.docKey)
    var faulty: [Name] = []
    let declared = Self.parameters(keys.optional(Self.parametersKey), &faulty, decoder)
    inputs = try? keys.value(Self.inputsKey)
    layers = try? keys.value(Self.layersKey)
    let results = keys.reading(Self.outputsKey)
    isSound = inputs != nil && layers != nil && results.isSound && faulty.isEmpty
    // Nothing of it can be read where the names of its parameters are not known.
    guard let parameters = declared else { throw Poisoned() }
    outputs = results.value ?? []
    self.parameters = parameters
    faultyParameters = faulty
    arguments = KeyTable("the block `\(name)`", parameters.map { AnyKey($0.key) })
  }

  /// Parameters that no input, layer or later default names.
  var unusedParameters: [BlockParameter] {
    guard !parameters.isEmpty else { return [] }
    var used = UsedNames(parameters.map(\.name))
    for node in [inputs, layers].compactMap({ $0 }) + parameters.compactMap(\.fallback) {
      used.add(node)
    }
    return parameters.filter { !used.found.contains($0.name) }
  }

  /// `nil` where they cannot be read at all.
  ///
  /// - Parameter faulty: gets those whose declaration is wrong.
  private static func parameters(
    _ node: SyntaxNode?, _ faulty: inout [Name], _ decoder: Decoder
  ) -> [BlockParameter]? {
    guard let node else { return [] }
    guard
      let entries = try? decoder.mapping(
        of: node, expecting: "a mapping of parameter names to defaults or kinds")
    else { return nil }
    guard entries.count <= Self.maximumParameters else {
      _ = decoder.report(
        Diagnostic(
          "E0109", "a block with \(entries.count) parameters is too large", at: node.useSpan
        )
        .expected("at most \(Self.maximumParameters) parameters").found("\(entries.count)"))
      return nil
    }
    var parameters: [BlockParameter] = []
    for entry in entries where !parameters.contains(where: { $0.name == entry.name }) {
      do throws(Poisoned) {
        parameters.append(try BlockParameter(entry, after: parameters, decoder))
      } catch { faulty.append(Name(text: entry.name, span: entry.key.useSpan)) }
    }
    return parameters
  }
}

extension Decoder {
  /// Reports a name that is none, or too long for a number after it.
  func requireNumberable(_ name: Name) throws(Poisoned) {
    try requireIdentifier(name.text, at: name.span)
    guard name.text.utf8.count > 50 else { return }
    throw report(
      Diagnostic("E0106", "the name is too long to be numbered", at: name.span)
        .expected("at most 50 characters").found("\(name.text.utf8.count)"))
  }
}

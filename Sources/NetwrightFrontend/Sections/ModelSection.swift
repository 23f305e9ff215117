import NetwrightDiagnostics
import NetwrightLayers
import NetwrightSchema
import NetwrightSyntax

/// Inputs, targets and layers.
package struct ModelSection: Sendable {
  static let inputsKey = Key(
    "inputs", .node("a mapping of input names to tensor types", form: .someTensors),
    doc: "What the model takes: names and tensor types, the batch first.")
  static let targetsKey = Key(
    "targets",
    .optional(.node("a mapping of target names to tensor types", form: .tensors)), default: nil,
    doc: "What losses compare with; with a `data` section its fields take their place.")
  static let layersKey = Key(
    "layers", .node("a list of layers", form: .section(.layers)),
    doc: "Layers and blocks; each takes the result of the one before, or what `from:` names.")
  static let outputsKey = Key(
    "outputs",
    .optional(.node(ModelOutput.form, form: .oneOf([.list(.name), .named(.name, atLeast: 1)]))),
    default: nil,
    doc: "What the model gives, in place of all results with a name that no layer takes.")
  package static let table = KeyTable(
    "`model`", [AnyKey(inputsKey), AnyKey(targetsKey), AnyKey(layersKey), AnyKey(outputsKey)])

  package private(set) var inputs: [DeclaredTensor] = []
  package private(set) var targets: [DeclaredTensor] = []
  private(set) var layers: [LayerEntry] = []
  private(set) var outputs: [ModelOutput] = []
  /// What is missing here because something about it is wrong.
  private(set) var gaps = ModelGaps()
  let targetsSpan: Span?

  init(_ node: SyntaxNode, _ library: BlockLibrary) throws(Poisoned) {
    let decoder = library.decoder
    let arguments = try Self.table.decode(node, at: node.useSpan.beginning, decoder)
    targetsSpan = arguments.keySpan(Self.targetsKey)
    gaps.lacksDims = decoder.lacksDims
    readInputs(arguments, decoder)
    if let node = arguments.optional(Self.targetsKey) {
      targets = read(node, .target, decoder)
    }
    if let node = try? arguments.value(Self.layersKey) {
      var reader = LayerListDecoder(decoder, library)
      if let entries = try? reader.read(node) { layers = entries } else { gaps.lacksLayers = true }
      if library.hasTooManyLayers { gaps.lacksLayers = true }
    } else {
      gaps.lacksLayers = true
    }
    guard let node = arguments.optional(Self.outputsKey) else { return }
    if let outputs = try? ModelOutput.read(node, decoder) {
      self.outputs = outputs
    } else {
      gaps.lacksOutputs = true
    }
  }

  private mutating func readInputs(_ arguments: Arguments, _ decoder: Decoder) {
    guard let node = try? arguments.value(Self.inputsKey) else {
      gaps.lacksInputs = true
      return
    }
    inputs = read(node, .input, decoder)
    guard node.mapping?.isEmpty == true else { return }
    gaps.lacksInputs = true
    _ = decoder.report(
      Diagnostic("E0109", "a model needs at least one input", at: node.useSpan)
        .expected("a mapping of names to types").found("an empty mapping"))
  }

  private mutating func read(
    _ node: SyntaxNode, _ kind: TensorScope.Kind, _ decoder: Decoder
  ) -> [DeclaredTensor] {
    guard
      let entries = try? decoder.mapping(
        of: node, expecting: "a mapping of names to tensor types")
    else {
      if kind == .input { gaps.lacksInputs = true } else { gaps.lacksTargets = true }
      return []
    }
    var result: [DeclaredTensor] = []
    var names: Set<String> = []
    for entry in entries where names.insert(entry.name).inserted {
      if let tensor = DeclaredTensor(entry, decoder) {
        result.append(tensor)
      } else {
        gaps.tensors.append(
          ModelGaps.Tensor(name: entry.name, kind: kind, span: entry.key.useSpan))
      }
    }
    return result
  }
}

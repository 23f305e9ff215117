import NetwrightDiagnostics
import NetwrightIR
import NetwrightLayers
import NetwrightOps
import NetwrightSchema
import NetwrightTensor

/// Builds the graph of a model layer by layer, for training or for evaluation, and reports what
/// does not fit. What depends on a faulty layer is skipped silently.
///
/// Blocks are built where they stand. The decoder has seen to it that they are at most
/// `BlockLibrary.maximumDepth` deep, and that all layers together are no more than a model may have.
struct ModelBuilder {
  /// A second of work at most; a transformer has about 30 for each block.
  static let maximumOperations = 50_000

  let model: ModelGraph
  private let report: (Diagnostic) -> Void
  /// Uses of blocks that lead to the layer that is being built.
  var trail = UseTrail()
  private var chain: LayerChain
  /// Layers that could not be made; parameters of theirs that others share give no errors.
  var faulty = FaultyLayers()
  /// One row for each layer, blocks expanded.
  var rows: [LayerRow] = []
  /// The layers as the spec lists them, those of blocks within.
  private(set) var outline: [OutlineRow] = []

  init(
    name: String, mode: ModelGraph.Mode, inputs: [DeclaredTensor], targets: [DeclaredTensor],
    layers: [LayerEntry], solver: Solver, report: @escaping (Diagnostic) -> Void
  ) {
    model = ModelGraph(
      name: name, mode: mode,
      context: ShapeContext(solver: solver, maximumNodes: Self.maximumOperations))
    self.report = report
    var scope = TensorScope()
    for (tensors, kind) in [(inputs, TensorScope.Kind.input), (targets, .target)] {
      for declared in tensors {
        let value = model.graph.input(declared.name, declared.type, role: .data)
        let maker = "the \(kind.rawValue) `\(declared.name)`"
        let record = model.history.add(
          .declaration(type: declared.typeNode), name: maker, type: declared.type,
          span: declared.span)
        let tensor = ModelTensor(
          value: value, type: declared.type, bound: declared.bound, maker: maker,
          span: declared.span, record: record)
        scope.define(declared.name, .init(kind: kind, tensor: tensor, span: declared.span), report)
      }
    }
    chain = LayerChain(layers, prefix: "", scope: scope)
  }

  /// Adds all layers; gives up only where the graph itself rejects a node.
  mutating func buildLayers() {
    var chain = chain
    outline = build(&chain)
    self.chain = chain
    if model.graph.failure == nil { self.chain.defineLast(report) }
  }

  /// The tensors of the outputs that the model declares.
  mutating func declare(_ outputs: [ModelOutput]) -> [(name: String, tensor: ModelTensor)] {
    outputs.compactMap { output in
      chain.declare(output, report).map { (output.name.text, $0) }
    }
  }

  /// Reports results that nothing uses.
  func requireUse(_ outputs: LayerChain.Outputs) {
    if model.graph.failure == nil { chain.requireUse(outputs, report) }
  }

  /// Reports inputs and targets that nothing uses; only for models without other errors.
  func requireInputUse() { chain.requireInputUse(report) }

  /// See `LayerChain.tensor`.
  mutating func tensor(_ name: Name, kinds: String, layersOnly: Bool) -> ModelTensor? {
    chain.tensor(name, kinds: kinds, layersOnly: layersOnly, report)
  }

  func outputs(of losses: [Value]) -> [(name: String, tensor: ModelTensor)] {
    chain.outputs(of: losses)
  }

  /// Results of the model's own list of layers, by `as:` and by path.
  var namedResults: [(name: String, tensor: ModelTensor)] { chain.namedResults }

  // MARK: Chains

  mutating func build(_ chain: inout LayerChain) -> [OutlineRow] {
    var outline: [OutlineRow] = []
    let outer = model.setting
    for entry in chain.entries {
      var made: [ModelTensor]?
      let growth = ModelGrowth(of: model)
      model.setting = entry.setting.within(outer)
      if let inputs = reporting({ chain.inputs(of: entry, $0) }) {
        switch entry.body {
        case .layer(let layer, let spelling):
          made = build(layer, spelling, of: entry, prefix: chain.prefix, inputs, &outline).map {
            [$0]
          }
        case .blocks(let repetitions):
          made = build(repetitions, of: entry, prefix: chain.prefix, inputs, &outline)
        case .poisoned: break
        }
      }
      model.setting = outer
      if made != nil {
        requireEffect(of: entry, growth, prefix: chain.prefix)
      } else {
        faulty.add(chain.prefix + entry.path)
      }
      reporting { chain.append(made, $0) }
      if model.graph.failure != nil { break }
    }
    return outline
  }

  /// Hands out a function that reports with a label at each use of a block that leads here.
  mutating func reporting<Result>(_ body: ((Diagnostic) -> Void) -> Result) -> Result {
    var findings: [Diagnostic] = []
    let result = body { findings.append($0) }
    for finding in findings { add(finding) }
    return result
  }

  mutating func add(_ finding: Diagnostic) {
    if let labelled = trail.admitted(finding) { report(labelled) }
  }
}

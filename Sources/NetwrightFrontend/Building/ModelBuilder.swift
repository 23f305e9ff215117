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
  /// Whether a name in a formula may be that of a dimension which could not be read.
  let lacksDims: Bool
  private var chain: LayerChain
  /// Layers that could not be made; parameters of theirs that others share give no errors.
  var faulty = FaultyLayers()
  /// How many layers could not be made, those within blocks included.
  var faults = 0
  /// Whether the last layer that could not be made has a wrong key, and nothing wrong else.
  var isKeyAtFault = false
  /// One row for each layer, blocks expanded.
  var rows: [LayerRow] = []
  /// The layers as the spec lists them, those of blocks within.
  private(set) var outline: [OutlineRow] = []

  init(
    name: String, mode: ModelGraph.Mode, inputs: [DeclaredTensor], targets: [DeclaredTensor],
    layers: [LayerEntry], gaps: ModelGaps, solver: Solver, report: @escaping (Diagnostic) -> Void
  ) {
    model = ModelGraph(
      name: name, mode: mode,
      context: ShapeContext(solver: solver, maximumNodes: Self.maximumOperations))
    self.report = report
    lacksDims = gaps.lacksDims
    var scope = TensorScope()
    scope.lacksInputs = gaps.lacksInputs
    scope.lacksTargets = gaps.lacksTargets
    scope.lacksDims = gaps.lacksDims
    for tensor in gaps.tensors {
      scope.define(tensor.name, .init(kind: tensor.kind, tensor: nil, span: tensor.span)) { _ in }
    }
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

  var faultyNames: [String] { chain.faultyNames }

  // MARK: Chains

  mutating func build(_ chain: inout LayerChain) -> [OutlineRow] {
    var outline: [OutlineRow] = []
    let outer = model.setting
    for entry in chain.entries {
      var (made, presumed): ([ModelTensor]?, ModelTensor?)
      let (growth, faultsBefore) = (ModelGrowth(of: model), faults)
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
        if made == nil { presumed = presumption(of: entry, inputs) }
      }
      model.setting = outer
      if made == nil {
        faults += 1
        faulty.add(chain.prefix + entry.path)
      }
      let isFaulty = faults > faultsBefore
      if !isFaulty { requireEffect(of: entry, growth, prefix: chain.prefix) }
      reporting { chain.append(made ?? presumed.map { [$0] }, isFaulty: isFaulty, $0) }
      if model.graph.failure != nil { break }
    }
    return outline
  }

  /// What the result of a layer would be that could not be made, where its keys do not matter.
  private mutating func presumption(
    of entry: LayerEntry, _ inputs: [ModelTensor]
  ) -> ModelTensor? {
    defer { isKeyAtFault = false }
    guard let type = layerIndex[entry.keyword], type.keepsType, let input = inputs.first,
      model.graph.failure == nil
    else { return nil }
    if case .layer = entry.body, !isKeyAtFault { return nil }
    return input.handedOn(by: input.maker, span: input.span)
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

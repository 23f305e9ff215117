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
  let model: ModelGraph
  private let report: (Diagnostic) -> Void
  /// Uses of blocks that lead to the layer that is being built.
  private var trail = UseTrail()
  private var chain: LayerChain
  /// Layers that could not be made; parameters of theirs that others share give no errors.
  private var faulty = FaultyLayers()
  /// One row for each layer, blocks expanded.
  private(set) var rows: [LayerRow] = []
  /// The layers as the spec lists them, those of blocks within.
  private(set) var outline: [OutlineRow] = []

  init(
    name: String, mode: ModelGraph.Mode, inputs: [DeclaredTensor], targets: [DeclaredTensor],
    layers: [LayerEntry], solver: Solver, report: @escaping (Diagnostic) -> Void
  ) {
    model = ModelGraph(name: name, mode: mode, context: ShapeContext(solver: solver))
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

  private mutating func build(_ chain: inout LayerChain) -> [OutlineRow] {
    var outline: [OutlineRow] = []
    let outer = model.setting
    for entry in chain.entries {
      var made: [ModelTensor]?
      let before = ParameterCounts(model)
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
        requireEffect(of: entry, since: before, prefix: chain.prefix)
      } else {
        faulty.add(chain.prefix + entry.path)
      }
      reporting { chain.append(made, $0) }
      if model.graph.failure != nil { break }
    }
    return outline
  }

  /// Hands out a function that reports with a label at each use of a block that leads here.
  private mutating func reporting<Result>(_ body: ((Diagnostic) -> Void) -> Result) -> Result {
    var findings: [Diagnostic] = []
    let result = body { findings.append($0) }
    for finding in findings { add(finding) }
    return result
  }

  private mutating func add(_ finding: Diagnostic) {
    if let labelled = trail.admitted(finding) { report(labelled) }
  }

  // MARK: Layers

  private mutating func build(
    _ layer: any Layer, _ spelling: LayerEntry.Spelling, of entry: LayerEntry, prefix: String,
    _ inputs: [ModelTensor], _ outline: inout [OutlineRow]
  ) -> ModelTensor? {
    let parametersBefore = model.parameters.count
    let type = type(of: layer)
    let path = prefix + entry.path
    let site = LayerSite(model: model, path: path, span: entry.span, inputs: inputs)
    model.graph.origin = .spec(entry.span, path: path)
    do throws(LayerError) {
      guard type.inputCount.contains(inputs.count) else {
        throw .inputCount(expected: type.inputCount, found: inputs.count)
      }
      let value = try layer.build(at: site)
      let made = model.graph.type(of: value)
      let record = model.history.add(
        .layer(layer, keys: entry.keys, values: spelling.values), name: "`\(path)`", type: made,
        span: entry.span, inputs: inputs)
      let result = ModelTensor(
        value: value, type: made, maker: "`\(path)`", span: entry.span,
        activation: type.keepsValues ? inputs[0].activation : layer.activation.name,
        activationSpan: type.keepsValues ? inputs[0].activationSpan : nil, record: record)
      let row = LayerRow(
        path: path, kind: entry.keyword, type: result.type,
        parameters: elements(from: parametersBefore),
        trainable: elements(from: parametersBefore, trainableOnly: true), span: entry.span,
        text: spelling.text, inputs: inputs.map(\.makerName))
      rows.append(row)
      outline.append(OutlineRow(row, path: entry.path))
      if let failure = model.graph.failure { add(failure.error.diagnostic(at: entry.span)) }
      return result
    } catch {
      if case .tie(.unknown(let name, _)) = error, faulty.own(name.text, seenFrom: path) {
        return nil
      }
      let use = LayerUse(
        layer: layer, path: path, span: entry.span, keys: entry.keys,
        takesResultBefore: entry.from == nil)
      add(error.diagnostic(of: use, in: model.history))
      return nil
    }
  }

  private func elements(from index: Int, trainableOnly: Bool = false) -> Int {
    // The sum was checked when the parameters were added.
    model.parameters[index...].reduce(0) { sum, info in
      trainableOnly && !info.isTrainable ? sum : sum &+ info.type.elementCount
    }
  }

  /// Reports keys beside the kind that change nothing.
  private mutating func requireEffect(
    of entry: LayerEntry, since before: ParameterCounts, prefix: String
  ) {
    guard let span = entry.settingSpan else { return }
    let made = model.parameters[before.parameters...]
    let hasState = entry.setting.isFrozen && model.states.count > before.states
    let needsWeights = entry.setting.regularizer != nil
    let isEffective = made.contains { $0.type.rank >= 2 } || !(needsWeights || made.isEmpty)
    guard !isEffective, !hasState else { return }
    let what = needsWeights ? "a weight of at least two axes" : "a parameter"
    add(
      Diagnostic("E0333", "the key has no effect on `\(prefix)\(entry.path)`", at: span)
        .expected("a layer with \(what) of its own")
        .found(made.isEmpty ? "no parameters" : "\(made.count) without a second axis")
        .label(entry.span, "the layer").help("remove the key"))
  }

  // MARK: Blocks

  /// Builds a block as often as it is repeated: the results of each are the first inputs of the
  /// next, the other inputs stay the same.
  private mutating func build(
    _ repetitions: [LayerEntry.Repetition], of entry: LayerEntry, prefix: String,
    _ inputs: [ModelTensor], _ outline: inout [OutlineRow]
  ) -> [ModelTensor]? {
    let parametersBefore = model.parameters.count
    var (inputs, results) = (inputs, [ModelTensor]())
    var first: OutlineRow?
    for repetition in repetitions {
      let before = model.parameters.count
      guard let scope = scope(of: repetition, entry, prefix: prefix, inputs) else { return nil }
      trail.enter(UseTrail.Use(path: repetition.path, span: entry.span))
      var chain = LayerChain(
        repetition.instance.entries, prefix: "\(prefix)\(repetition.path).", scope: scope)
      let inner = build(&chain)
      let made = finish(&chain, repetition.instance)
      trail.leave()
      guard let made else { return nil }
      results = made.map { result in
        ModelTensor(
          value: result.value, type: result.type, bound: result.bound,
          maker: "`\(prefix)\(repetition.path)`", span: entry.span, activation: result.activation,
          activationSpan: result.activationSpan, record: result.record)
      }
      for (index, result) in results.enumerated() where index < inputs.count {
        inputs[index] = result
      }
      first =
        first
        ?? OutlineRow(
          path: repetition.path, kind: entry.keyword, type: results[0].type,
          parameters: elements(from: before),
          trainable: elements(from: before, trainableOnly: true), inner: inner)
    }
    if let first {
      outline.append(
        first.repeated(
          repetitions.count, last: entry.path, type: results[0].type,
          parameters: elements(from: parametersBefore),
          trainable: elements(from: parametersBefore, trainableOnly: true)))
    }
    return results
  }

  /// The inputs of a block by name; `nil` where what is handed over does not fit.
  private mutating func scope(
    of repetition: LayerEntry.Repetition, _ entry: LayerEntry, prefix: String,
    _ tensors: [ModelTensor]
  ) -> TensorScope? {
    let (inputs, path) = (repetition.instance.inputs, prefix + repetition.path)
    guard tensors.count == inputs.count else {
      let expected = LayerError.countText(inputs.count...inputs.count)
      var finding = Diagnostic(
        "E0306", "`\(path)` takes \(expected), found \(tensors.count)", at: entry.span
      ).expected(expected).found("\(tensors.count)")
      for input in inputs { finding = finding.label(input.span, "`\(input.name)`") }
      add(finding.help("see `from:`"))
      return nil
    }
    for (input, tensor) in zip(inputs, tensors) {
      let solver = model.graph.context.solver
      if let finding = input.misfit(tensor, use: path, at: entry.span, in: solver) {
        let axis = input.pattern.misfittingAxis(tensor.type, in: solver)
        add(axis.map { finding.derived($0, of: tensor, in: model.history) } ?? finding)
        return nil
      }
    }
    return reporting { report in
      var scope = TensorScope()
      for (input, tensor) in zip(inputs, tensors) {
        let inner = ModelTensor(
          value: tensor.value, type: tensor.type, bound: tensor.bound,
          maker: "the input `\(input.name)`", span: input.span, activation: tensor.activation,
          activationSpan: tensor.activationSpan, record: tensor.record)
        scope.define(
          input.name, .init(kind: .input, tensor: inner, span: input.span), report)
      }
      return scope
    }
  }

  /// The results of a block that has been built; at least one.
  private mutating func finish(
    _ chain: inout LayerChain, _ block: BlockInstance
  ) -> [ModelTensor]? {
    guard model.graph.failure == nil, chain.isSound else { return nil }
    return reporting { report in
      let outputs = block.outputs.compactMap { name in
        chain.tensor(name, kinds: "a result named with `as:`", layersOnly: true, report)
      }
      guard outputs.count == block.outputs.count else { return nil }
      chain.requireUse(outputs.isEmpty ? .last : .chosen, report)
      chain.requireInputUse(report)
      return outputs.isEmpty ? chain.lastResults : outputs
    }
  }
}

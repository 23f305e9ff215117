import NetwrightDiagnostics
import NetwrightLayers
import NetwrightSchema

/// Blocks: what goes in, the chain within, what comes out.
extension ModelBuilder {
  /// Builds a block as often as it is repeated: the results of each are the first inputs of the
  /// next, the other inputs stay the same.
  mutating func build(
    _ repetitions: [LayerEntry.Repetition], of entry: LayerEntry, prefix: String,
    _ inputs: [ModelTensor], _ outline: inout [OutlineRow]
  ) -> [ModelTensor]? {
    let growth = ModelGrowth(of: model)
    var (inputs, results) = (inputs, [ModelTensor]())
    var first: OutlineRow?
    for repetition in repetitions {
      let grown = ModelGrowth(of: model)
      guard let made = build(repetition, of: entry, prefix: prefix, inputs) else { return nil }
      results = made.results
      for (index, result) in results.enumerated() where index < inputs.count {
        inputs[index] = result
      }
      first =
        first
        ?? OutlineRow(
          path: repetition.path, kind: entry.keyword, type: results[0].type,
          parameters: grown.elements, trainable: grown.trainable, inner: made.inner)
    }
    if let first {
      outline.append(
        first.repeated(
          repetitions.count, last: entry.path, type: results[0].type,
          parameters: growth.elements, trainable: growth.trainable))
    }
    return results
  }

  /// The results of one repetition, and the layers of the block; nil where something is wrong.
  private mutating func build(
    _ repetition: LayerEntry.Repetition, of entry: LayerEntry, prefix: String,
    _ inputs: [ModelTensor]
  ) -> (results: [ModelTensor], inner: [OutlineRow])? {
    guard let scope = scope(of: repetition, entry, prefix: prefix, inputs) else { return nil }
    trail.enter(UseTrail.Use(path: repetition.path, span: entry.span))
    defer { trail.leave() }
    var chain = LayerChain(
      repetition.instance.entries, prefix: "\(prefix)\(repetition.path).", scope: scope)
    let inner = build(&chain)
    guard let results = finish(&chain, repetition.instance) else { return nil }
    let maker = "`\(prefix)\(repetition.path)`"
    return (results.map { $0.handedOn(by: maker, span: entry.span) }, inner)
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
      let names = inputs.map { "`\($0.name)`" }.joined(separator: ", ")
      add(finding.help("name all that it takes by `from:`, in the order \(names)"))
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
    let lacksDims = lacksDims
    return reporting { report in
      var scope = TensorScope()
      scope.lacksDims = lacksDims
      for (input, tensor) in zip(inputs, tensors) {
        let inner = tensor.handedOn(by: "the input `\(input.name)`", span: input.span)
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
    guard model.graph.failure == nil, chain.isComplete else { return nil }
    return reporting { report in
      let outputs = block.outputs.compactMap { name in
        chain.tensor(name, kinds: "a result named with `as:`", layersOnly: true, report)
      }
      guard outputs.count == block.outputs.count else { return nil }
      guard chain.isSound else { return outputs.isEmpty ? chain.lastResults : outputs }
      chain.requireUse(outputs.isEmpty ? .last : .chosen, report)
      chain.requireInputUse(report)
      return outputs.isEmpty ? chain.lastResults : outputs
    }
  }
}

import NetwrightDiagnostics
import NetwrightIR
import NetwrightLayers
import NetwrightOps
import NetwrightSchema
import NetwrightTensor

/// Builds the graph of a model layer by layer, for training or for evaluation, and reports what
/// does not fit. What depends on a faulty layer is skipped silently.
struct ModelBuilder {
  let model: ModelGraph
  private let report: (Diagnostic) -> Void
  private let layers: [LayerEntry]
  private var scope: TensorScope
  /// Results by layer; `nil` where something is wrong.
  private var results: [ModelTensor?] = []
  private var isUsed: [Bool] = []
  private(set) var rows: [LayerRow] = []

  init(
    name: String, mode: ModelGraph.Mode, inputs: [DeclaredTensor], targets: [DeclaredTensor],
    layers: [LayerEntry], report: @escaping (Diagnostic) -> Void
  ) {
    model = ModelGraph(name: name, mode: mode)
    self.layers = layers
    self.report = report
    scope = TensorScope()
    for (tensors, kind) in [(inputs, TensorScope.Kind.input), (targets, .target)] {
      for declared in tensors {
        let value = model.graph.input(declared.name, declared.type, role: .data)
        let tensor = ModelTensor(
          value: value, type: declared.type, bound: declared.bound,
          maker: "the \(kind.rawValue) `\(declared.name)`", span: declared.span)
        scope.define(declared.name, .init(kind: kind, tensor: tensor, span: declared.span), report)
      }
    }
  }

  /// Adds all layers; gives up only where the graph itself rejects a node.
  mutating func buildLayers() {
    scope.laterNames = Dictionary(
      layers.compactMap { layer in layer.outputName.map { ($0.text, $0.span) } },
      uniquingKeysWith: { first, _ in first })
    for (index, entry) in layers.enumerated() {
      let result = build(entry, at: index)
      results.append(result)
      isUsed.append(false)
      if let name = entry.outputName {
        scope.define(
          name.text, .init(kind: .layer(index), tensor: result, span: name.span), report)
      }
      if let failure = model.graph.failure {
        report(failure.error.diagnostic(at: entry.span))
        return
      }
    }
    if let last = layers.last, last.outputName == nil, let result = results.last {
      // The last result is an output under its layer's name, which nothing else may have.
      scope.define(
        last.path, .init(kind: .layer(layers.count - 1), tensor: result, span: last.span), report)
    }
    requireUse()
  }

  private mutating func build(_ entry: LayerEntry, at index: Int) -> ModelTensor? {
    let parametersBefore = model.parameters.count
    guard let inputs = inputs(of: entry, at: index), let layer = entry.layer else { return nil }
    let type = type(of: layer)
    let site = LayerSite(model: model, path: entry.path, span: entry.span, inputs: inputs)
    model.graph.origin = .spec(entry.span, path: entry.path)
    do throws(LayerError) {
      guard type.inputCount.contains(inputs.count) else {
        throw .inputCount(
          expected: countText(type.inputCount), found: inputs.count, help: "see `from:`")
      }
      let value = try layer.build(at: site)
      let result = ModelTensor(
        value: value, type: model.graph.type(of: value), maker: "`\(entry.path)`",
        span: entry.span, activation: layer.activation.name)
      rows.append(
        LayerRow(
          path: entry.path, kind: entry.keyword, type: result.type,
          parameters: elements(from: parametersBefore), span: entry.span))
      return result
    } catch {
      report(error.diagnostic(layer: entry.path, at: entry.span))
      return nil
    }
  }

  private func countText(_ range: ClosedRange<Int>) -> String {
    if range.lowerBound == range.upperBound {
      return range.lowerBound == 1 ? "one input" : "\(range.lowerBound) inputs"
    }
    return "at least \(range.lowerBound) inputs"
  }

  private func elements(from index: Int) -> Int {
    // The sum was checked when the parameters were added.
    model.parameters[index...].reduce(0) { $0 &+ $1.type.elementCount }
  }

  // MARK: Names

  /// The inputs of a layer; `nil` where one is missing or faulty.
  private mutating func inputs(of entry: LayerEntry, at index: Int) -> [ModelTensor]? {
    var inputs: [ModelTensor] = []
    var isPoisoned = false
    let extra = entry.layer?.namedInputs ?? []
    if let from = entry.from {
      for name in from { take(name, into: &inputs, &isPoisoned) }
    } else if index > 0 {
      isUsed[index - 1] = true
      if let before = results[index - 1] { inputs.append(before) } else { isPoisoned = true }
    } else if let only = scope.onlyInput {
      scope.markUsed(only.name)
      inputs.append(only.tensor)
    } else if extra.isEmpty {
      report(
        Diagnostic("E0306", "the first layer cannot tell which input to take", at: entry.span)
          .expected("`from:` with one of \(scope.inputList)").found("\(scope.inputCount) inputs")
          .help("add `from:` to this entry"))
      return nil
    }
    for name in extra { take(name, into: &inputs, &isPoisoned) }
    return isPoisoned ? nil : inputs
  }

  private mutating func take(
    _ name: Name, into inputs: inout [ModelTensor], _ isPoisoned: inout Bool
  ) {
    if let tensor = tensor(name, kinds: "an input or a result named with `as:`", layersOnly: true) {
      inputs.append(tensor)
    } else {
      isPoisoned = true
    }
  }

  /// The tensor of a name, marked as used; what is wrong has been reported when it is `nil`.
  mutating func tensor(_ name: Name, kinds: String, layersOnly: Bool) -> ModelTensor? {
    guard let entry = scope.find(name, expecting: kinds, layersOnly: layersOnly, report) else {
      return nil
    }
    switch entry.kind {
    case .layer(let index): isUsed[index] = true
    case .input, .target: scope.markUsed(name.text)
    }
    return entry.tensor
  }

  private func requireUse() {
    for (index, entry) in layers.enumerated() where index < layers.count - 1 {
      guard !isUsed[index], entry.outputName == nil, results[index] != nil else { continue }
      report(
        Diagnostic("E0207", "the result of `\(entry.path)` is never used", at: entry.span)
          .expected("a next layer, or a name that something refers to").found("neither")
          .help("name the result with `as:`, or remove the layer"))
    }
  }

  /// Reports inputs and targets that nothing uses; only for models without other errors.
  func requireInputUse() { scope.requireUse(report) }

  // MARK: Outputs

  /// The results of an evaluation: named results that are used by no layer or by the loss, and the
  /// last result, in the order of the layers.
  func outputs(lossOutput: Value?) -> [(name: String, tensor: ModelTensor)] {
    var outputs: [(name: String, tensor: ModelTensor)] = []
    for (index, entry) in layers.enumerated() {
      guard results.indices.contains(index), let tensor = results[index] else { continue }
      let isLast = index == layers.count - 1
      guard isLast || !isUsed[index] || tensor.value == lossOutput else { continue }
      outputs.append((entry.outputName?.text ?? entry.path, tensor))
    }
    return outputs
  }
}

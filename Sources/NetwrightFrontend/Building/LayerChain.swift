import NetwrightDiagnostics
import NetwrightIR
import NetwrightLayers
import NetwrightSchema

/// A list of layers while it is being built: its names, its results, and which of them something
/// takes. A model has one, and each use of a block one of its own.
struct LayerChain {
  typealias Report = (Diagnostic) -> Void

  let entries: [LayerEntry]
  /// In front of the paths of its layers: empty, or `transformer_1.`.
  let prefix: String
  private var scope: TensorScope
  /// Results by entry; `nil` where something is wrong.
  private(set) var results: [ModelTensor?] = []
  private var isUsed: [Bool] = []

  init(_ entries: [LayerEntry], prefix: String, scope: TensorScope) {
    self.entries = entries
    self.prefix = prefix
    self.scope = scope
    self.scope.laterNames = Dictionary(
      entries.compactMap { entry in entry.outputName.map { ($0.text, $0.span) } },
      uniquingKeysWith: { first, _ in first })
  }

  /// Whether every entry so far has a result.
  var isSound: Bool { results.allSatisfy { $0 != nil } }

  mutating func append(_ result: ModelTensor?, _ report: Report) {
    let index = results.count
    results.append(result)
    isUsed.append(false)
    if let name = entries[index].outputName {
      scope.define(name.text, .init(kind: .layer(index), tensor: result, span: name.span), report)
    }
  }

  // MARK: Names

  /// The inputs of an entry, the next one to be built; `nil` where one is missing or faulty.
  mutating func inputs(of entry: LayerEntry, _ report: Report) -> [ModelTensor]? {
    var inputs: [ModelTensor] = []
    var isPoisoned = false
    let extra = entry.layer?.namedInputs ?? []
    if let from = entry.from {
      for name in from { take(name, into: &inputs, &isPoisoned, report) }
    } else if let before = results.last {
      isUsed[results.count - 1] = true
      if let before { inputs.append(before) } else { isPoisoned = true }
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
    for name in extra { take(name, into: &inputs, &isPoisoned, report) }
    return isPoisoned ? nil : inputs
  }

  private mutating func take(
    _ name: Name, into inputs: inout [ModelTensor], _ isPoisoned: inout Bool, _ report: Report
  ) {
    let kinds = "an input or a result named with `as:`"
    if let tensor = tensor(name, kinds: kinds, layersOnly: true, report) {
      inputs.append(tensor)
    } else {
      isPoisoned = true
    }
  }

  /// The tensor of a name, marked as used; what is wrong has been reported when it is `nil`.
  mutating func tensor(
    _ name: Name, kinds: String, layersOnly: Bool, _ report: Report
  ) -> ModelTensor? {
    guard let entry = scope.find(name, expecting: kinds, layersOnly: layersOnly, report) else {
      return nil
    }
    switch entry.kind {
    case .layer(let index): isUsed[index] = true
    case .input, .target: scope.markUsed(name.text)
    }
    return entry.tensor
  }

  // MARK: What nothing uses

  /// - Parameter namesAreOutputs: whether a name makes a result an output of the model.
  func requireUse(namesAreOutputs: Bool, _ report: Report) {
    for (index, entry) in entries.enumerated() where index < entries.count - 1 {
      guard results.indices.contains(index), results[index] != nil, !isUsed[index],
        entry.outputName == nil || !namesAreOutputs
      else { continue }
      report(
        Diagnostic("E0207", "the result of `\(entry.path)` is never used", at: entry.span)
          .expected("a next layer, or a name that something refers to").found("neither")
          .help(
            namesAreOutputs
              ? "name the result with `as:`, or remove the layer"
              : "the result of a block is that of its last layer; remove this one"))
    }
  }

  /// Reports inputs and targets that nothing uses; only where there are no other errors.
  func requireInputUse(_ report: Report) { scope.requireUse(report) }

  /// Every result under its name, then every one under the path of its layer.
  var namedResults: [(name: String, tensor: ModelTensor)] {
    let made = zip(entries, results).compactMap { entry, tensor in tensor.map { (entry, $0) } }
    return made.compactMap { entry, tensor in entry.outputName.map { ($0.text, tensor) } }
      + made.map { ($0.path, $1) }
  }

  // MARK: Outputs

  /// The last result is an output under its layer's name, which nothing else may have.
  mutating func defineLast(_ report: Report) {
    guard let last = entries.last, last.outputName == nil, results.count == entries.count,
      let result = results.last
    else { return }
    scope.define(
      last.path, .init(kind: .layer(entries.count - 1), tensor: result, span: last.span), report)
  }

  /// The results of an evaluation: named results that are used by no layer or by the loss, and the
  /// last result, in the order of the layers.
  func outputs(lossOutput: Value?) -> [(name: String, tensor: ModelTensor)] {
    var outputs: [(name: String, tensor: ModelTensor)] = []
    for (index, entry) in entries.enumerated() {
      guard results.indices.contains(index), let tensor = results[index] else { continue }
      let isLast = index == entries.count - 1
      guard isLast || !isUsed[index] || tensor.value == lossOutput else { continue }
      outputs.append((entry.outputName?.text ?? entry.path, tensor))
    }
    return outputs
  }
}

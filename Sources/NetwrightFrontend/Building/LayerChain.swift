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
  /// The last result that the next layer takes; the last one of all when everything is built.
  private var before: Int?
  /// The entry whose result is that of the list.
  private let end: Int?

  init(_ entries: [LayerEntry], prefix: String, scope: TensorScope) {
    self.entries = entries
    self.prefix = prefix
    self.scope = scope
    end = entries.lastIndex { !$0.isAside }
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
    if !entries[index].isAside { before = index }
    if let name = entries[index].outputName {
      scope.define(name.text, .init(kind: .layer(index), tensor: result, span: name.span), report)
    }
  }

  /// The result of the list; `nil` where something about it is wrong.
  var lastResult: ModelTensor? { end.flatMap { results.indices.contains($0) ? results[$0] : nil } }

  // MARK: Names

  /// The inputs of an entry, the next one to be built; `nil` where one is missing or faulty.
  mutating func inputs(of entry: LayerEntry, _ report: Report) -> [ModelTensor]? {
    var inputs: [ModelTensor] = []
    var isPoisoned = false
    let extra = entry.layer?.namedInputs ?? []
    if let from = entry.from {
      for name in from { take(name, into: &inputs, &isPoisoned, report) }
    } else if entry.layer?.takesResultBefore == false {
      // It names all that it takes.
    } else if let before {
      isUsed[before] = true
      if let result = results[before] { inputs.append(result) } else { isPoisoned = true }
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
    if let layer = entry.layer, !isPoisoned {
      isPoisoned = !requireOneMeaning(of: layer, entry.path, inputs, report)
    }
    for name in extra { take(name, into: &inputs, &isPoisoned, report) }
    return isPoisoned ? nil : inputs
  }

  /// Names that a layer uses in its own sense must not be those of other tensors.
  private func requireOneMeaning(
    of layer: any Layer, _ path: String, _ inputs: [ModelTensor], _ report: Report
  ) -> Bool {
    var isSound = true
    for name in layer.ownNames + (layer.inputAlias.map { [$0] } ?? []) {
      guard let entry = scope.entry(named: name.text) else { continue }
      let isInput = layer.inputAlias?.text == name.text
      if isInput, entry.tensor?.value == inputs.first?.value { continue }
      let meaning = isInput ? "what `\(path)` takes" : "a dimension or parameter in `\(path)`"
      let other = "the \(entry.kind.rawValue) `\(name.text)`"
      report(
        Diagnostic("E0230", "`\(name.text)` is both \(meaning) and \(other)", at: name.span)
          .expected("one meaning").found("two").label(entry.span, other)
          .help(
            isInput
              ? "give the result before a name with `as:` and use that, or rename `\(name.text)`"
              : "rename one of the two"))
      isSound = false
    }
    return isSound
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
    for (index, entry) in entries.enumerated() where index != end {
      guard results.indices.contains(index), results[index] != nil, !isUsed[index],
        entry.outputName == nil || !namesAreOutputs || entry.isAside
      else { continue }
      report(
        Diagnostic("E0207", "the result of `\(entry.path)` is never used", at: entry.span)
          .expected("a next layer, or a name that something refers to").found("neither")
          .help(
            entry.isAside
              ? "name it with `as:` and use it, or remove it"
              : namesAreOutputs
              ? "name the result with `as:`, or remove the layer"
              : "the result of a block is that of its last layer; remove this one"))
    }
  }

  /// Reports inputs and targets that nothing uses; only where there are no other errors.
  func requireInputUse(_ report: Report) { scope.requireUse(report) }

  // MARK: Outputs

  /// The last result is an output under its layer's name, which nothing else may have.
  mutating func defineLast(_ report: Report) {
    guard let end, entries[end].outputName == nil, results.count == entries.count else { return }
    let last = entries[end]
    scope.define(
      last.path, .init(kind: .layer(end), tensor: results[end], span: last.span), report)
  }

  /// The results of an evaluation: named results that are used by no layer or by the loss, and the
  /// last result, in the order of the layers.
  func outputs(lossOutput: Value?) -> [(name: String, tensor: ModelTensor)] {
    var outputs: [(name: String, tensor: ModelTensor)] = []
    for (index, entry) in entries.enumerated() {
      guard results.indices.contains(index), let tensor = results[index] else { continue }
      guard !entry.isAside else { continue }
      let isLast = index == end
      guard isLast || !isUsed[index] || tensor.value == lossOutput else { continue }
      outputs.append((entry.outputName?.text ?? entry.path, tensor))
    }
    return outputs
  }
}

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
  var scope: TensorScope
  /// Results by entry, the one that the next takes first; `nil` where something is wrong.
  private(set) var results: [[ModelTensor]?] = []
  var isUsed: [[Bool]] = []
  /// Entries that something is wrong with.
  private var faulty: Set<Int> = []
  /// The last result that the next layer takes; the last one of all when everything is built.
  private(set) var before: Int?
  /// The entry whose result is that of the list.
  private let end: Int?

  init(_ entries: [LayerEntry], prefix: String, scope: TensorScope) {
    self.entries = entries
    self.prefix = prefix
    self.scope = scope
    end = entries.lastIndex { !$0.isAside }
    self.scope.laterNames = Dictionary(
      entries.flatMap { entry in entry.outputNames.map { ($0.text, $0.span) } },
      uniquingKeysWith: { first, _ in first })
  }

  /// Whether every entry so far has a result.
  var isComplete: Bool { results.allSatisfy { $0 != nil } }
  /// Whether nothing is wrong with any of them.
  var isSound: Bool { faulty.isEmpty }

  /// - Parameter isFaulty: whether something is wrong with the entry; its results are presumed then.
  mutating func append(_ made: [ModelTensor]?, isFaulty: Bool, _ report: Report) {
    if isFaulty { faulty.insert(results.count) }
    let (index, names) = (results.count, entries[results.count].outputNames)
    results.append(made)
    isUsed.append([Bool](repeating: false, count: max(made?.count ?? 0, names.count, 1)))
    if !entries[index].isAside { before = index }
    for (output, name) in names.enumerated() {
      let tensor = made.flatMap { $0.indices.contains(output) ? $0[output] : nil }
      scope.define(
        name.text, .init(kind: .layer(index, output: output), tensor: tensor, span: name.span),
        report)
    }
  }

  /// The results of the last entry; `nil` where something about it is wrong.
  var lastResults: [ModelTensor]? {
    guard let end, results.indices.contains(end) else { return nil }
    return results[end]
  }

  // MARK: Names

  /// The tensor of a name, marked as used; what is wrong has been reported when it is `nil`.
  mutating func tensor(
    _ name: Name, kinds: String, layersOnly: Bool, mayBeSize: Bool = false,
    besides taken: Set<String> = [], _ report: Report
  ) -> ModelTensor? {
    let made = entries.prefix(results.count)
    let found = scope.find(
      name, expecting: kinds, layersOnly: layersOnly, mayBeSize: mayBeSize, besides: taken,
      layer: { path in made.first { $0.path == path } }, report)
    guard let (spelled, entry) = found else { return nil }
    switch entry.kind {
    case .layer(let index, let output): isUsed[index][output] = true
    case .input, .target: scope.markUsed(spelled)
    }
    return entry.tensor
  }

  // MARK: What nothing uses

  /// What becomes of results that no layer takes.
  enum Outputs {
    /// Those with a name, and the last one, are outputs of the model.
    case named
    /// Only what has been taken by name, of a model or a block, is an output.
    case chosen
    /// The last one is that of the block.
    case last
  }

  func requireUse(_ outputs: Outputs, _ report: Report) {
    for (index, entry) in entries.enumerated() where results.indices.contains(index) {
      guard let made = results[index], index != end || outputs == .chosen else {
        continue
      }
      for output in made.indices where !isUsed[index][output] {
        let name = entry.outputNames.indices.contains(output) ? entry.outputNames[output] : nil
        if name == nil || outputs != .named || entry.isAside {
          report(unused(entry, name, outputs))
        }
      }
    }
  }

  private func unused(_ entry: LayerEntry, _ name: Name?, _ outputs: Outputs) -> Diagnostic {
    if entry.isAside {
      let named = name.map { "a layer that names `\($0.text)`" }
      return Diagnostic(
        "E0207", "the result of `\(entry.path)` is never used", at: entry.span
      ).expected(named ?? "`as:` with a name, and a layer that names it").found("neither")
        .help(
          named == nil
            ? "it stands beside the chain: name it with `as:`, and let a layer take that name"
            : "let a layer take it, or remove it")
    }
    let help =
      switch outputs {
      case .named: "name the result with `as:`, or remove the layer"
      case .chosen: "list it under `outputs:`, or remove the layer"
      case .last: "the result of a block is that of its last layer; remove this one"
      }
    let one = entry.outputNames.count > 1 ? name : nil
    let subject = one.map { "the result `\($0.text)`" } ?? "the result"
    return Diagnostic(
      "E0207", "\(subject) of `\(entry.path)` is never used", at: one?.span ?? entry.span
    ).expected("a next layer, or a name that something refers to").found("neither").help(help)
  }

  /// Reports inputs and targets that nothing uses; only where there are no other errors.
  func requireInputUse(_ report: Report) { scope.requireUse(report) }

  /// Every result under its name, then every one under the path of its layer.
  var namedResults: [(name: String, tensor: ModelTensor)] {
    let made = zip(entries, results).compactMap { entry, made in made.map { (entry, $0) } }
    let named = made.flatMap { entry, made in
      zip(entry.outputNames, made).map { (name: $0.text, tensor: $1) }
    }
    return named
      + made.compactMap { entry, made in made.first.map { (name: entry.path, tensor: $0) } }
  }

  /// Names that results would have which could not be made, and the paths of their layers.
  var faultyNames: [String] {
    entries.enumerated().filter {
      !results.indices.contains($0.offset) || results[$0.offset] == nil
    }
    .flatMap { $0.element.outputNames.map(\.text) + [$0.element.path] }
  }

  // MARK: Outputs

  /// The last result is an output under its layer's name, which nothing else may have.
  mutating func defineLast(_ report: Report) {
    guard let end, entries[end].outputNames.isEmpty, results.count == entries.count else { return }
    scope.define(
      entries[end].path,
      .init(
        kind: .layer(end, output: 0), tensor: results[end]?.first, span: entries[end].span),
      results[end] == nil ? { _ in } : report)
  }

  /// The tensor of an output that the model declares; its name becomes one of the results'.
  mutating func declare(_ output: ModelOutput, _ report: Report) -> ModelTensor? {
    let tensor = tensor(
      output.result, kinds: "a result named with `as:`", layersOnly: true, report)
    guard output.name.text != output.result.text else { return tensor }
    let kind = TensorScope.Kind.layer(entries.count - 1, output: 0)
    scope.define(
      output.name.text, .init(kind: kind, tensor: tensor, span: output.name.span), report)
    return tensor
  }

  /// The results of an evaluation: named results that are used by no layer or by a loss, and the
  /// last result, in the order of the layers.
  func outputs(of losses: [Value]) -> [(name: String, tensor: ModelTensor)] {
    var outputs: [(name: String, tensor: ModelTensor)] = []
    for (index, entry) in entries.enumerated() where !entry.isAside {
      guard results.indices.contains(index) else { continue }
      for (output, tensor) in (results[index] ?? []).enumerated() {
        let isLast = index == end
        guard isLast || !isUsed[index][output] || losses.contains(tensor.value) else { continue }
        let names = entry.outputNames
        outputs.append((names.indices.contains(output) ? names[output].text : entry.path, tensor))
      }
    }
    return outputs
  }
}

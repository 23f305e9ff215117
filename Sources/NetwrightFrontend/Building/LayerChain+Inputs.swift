import NetwrightDiagnostics
import NetwrightIR
import NetwrightLayers
import NetwrightSchema

/// What an entry takes: the result before, what `from:` names, what its keys name.
extension LayerChain {
  /// The inputs of an entry, the next one to be built; `nil` where one is missing or faulty.
  mutating func inputs(of entry: LayerEntry, _ report: Report) -> [ModelTensor]? {
    var inputs: [ModelTensor] = []
    var isPoisoned = false
    let extra = entry.layer?.namedInputs ?? []
    if let from = entry.from {
      for name in from { take(name, by: entry, besides: [], into: &inputs, &isPoisoned, report) }
    } else if entry.layer?.takesResultBefore == false {
      // It names all that it takes.
    } else if let before {
      isUsed[before][0] = true
      if let first = results[before]?.first { inputs.append(first) } else { isPoisoned = true }
    } else if let only = scope.onlyInput {
      scope.markUsed(only.name)
      if let tensor = only.tensor { inputs.append(tensor) } else { isPoisoned = true }
    } else if scope.lacksInputs {
      isPoisoned = true
    } else if extra.isEmpty {
      report(
        Diagnostic("E0306", "the first layer cannot tell which input to take", at: entry.span)
          .expected("`from:` with one of \(scope.inputList)").found("\(scope.inputCount) inputs")
          .help("add `from:` to this entry"))
      return nil
    }
    if let layer = entry.layer, !isPoisoned {
      isPoisoned = !requireOneMeaning(of: layer, entry, inputs, report)
    }
    let taken = takenAnyhow(by: entry)
    let twice = takenTwice(by: entry, taken)
    if let twice {
      report(twice.diagnostic)
      isPoisoned = true
    }
    for name in extra where name.text != twice?.name.text || !(twice?.isByPath ?? false) {
      take(
        name, mayBeSize: true, by: entry, besides: taken, into: &inputs, &isPoisoned, report)
    }
    return isPoisoned ? nil : inputs
  }

  /// Names of a layer that hand it what it takes anyhow: the result before, or what `from:` names.
  ///
  /// - Parameter taken: see `takenAnyhow`.
  private func takenTwice(by entry: LayerEntry, _ taken: Set<String>) -> InputTakenTwice? {
    guard let layer = entry.layer, let joining = type(of: layer).joining else { return nil }
    let isTwice = { (name: Name) in taken.contains(name.text) || isPathBefore(name, entry) }
    let names = layer.namedInputs
    guard let name = names.first(where: isTwice) else { return nil }
    let isByPath = isPathBefore(name, entry)
    guard
      let made = isByPath ? before.map({ entries[$0].span }) : scope.entry(named: name.text)?.span
    else { return nil }
    return InputTakenTwice(
      entry: entry, joining: joining, name: name, made: made, isByPath: isByPath,
      others: names.filter { !isTwice($0) })
  }

  /// Names of what a layer that joins its inputs takes without its keys naming it.
  private func takenAnyhow(by entry: LayerEntry) -> Set<String> {
    guard let layer = entry.layer, type(of: layer).joining != nil else { return [] }
    if let from = entry.from { return Set(from.map(\.text)) }
    if let before { return Set(entries[before].outputNames.prefix(1).map(\.text)) }
    return scope.onlyInput.map { [$0.name] } ?? []
  }

  /// Whether a name, which no tensor has, is the path of the layer whose result an entry takes
  /// anyhow.
  private func isPathBefore(_ name: Name, _ entry: LayerEntry) -> Bool {
    guard entry.from == nil, let before, entries[before].path == name.text else { return false }
    return scope.entry(named: name.text) == nil && scope.laterNames[name.text] == nil
  }

  /// Names that a layer uses in its own sense must not be those of other tensors.
  private func requireOneMeaning(
    of layer: any Layer, _ entry: LayerEntry, _ inputs: [ModelTensor], _ report: Report
  ) -> Bool {
    let own = layer.ownNames.compactMap { name in
      scope.entry(named: name.text).map {
        (name, $0, "a dimension or parameter in `\(entry.path)`")
      }
    }
    for (name, other, meaning) in own {
      report(
        twoMeanings(name, meaning, other).help("rename one of the two"))
    }
    guard let name = ambiguousInput(of: layer, entry, inputs),
      let other = scope.entry(named: name.text)
    else { return own.isEmpty }
    report(
      twoMeanings(name, "the result before `\(entry.path)`", other)
        .help(
          "say which one is meant: `from: \(name.text)`, or `from:` with a name that `as:` gives "
            + "to the result before"))
    return false
  }

  /// What a layer calls its input, where other tensors stand beside it that have names, one of them
  /// has this name as well, and no `from:` decides. A formula of its input alone is left to mean
  /// that: were another tensor meant, the result before would be of no use.
  private func ambiguousInput(
    of layer: any Layer, _ entry: LayerEntry, _ inputs: [ModelTensor]
  ) -> Name? {
    guard entry.from == nil, !layer.namedInputs.isEmpty, let name = layer.inputAlias,
      let other = scope.entry(named: name.text), other.tensor?.value != inputs.first?.value
    else { return nil }
    return name
  }

  private func twoMeanings(
    _ name: Name, _ meaning: String, _ other: TensorScope.Entry
  ) -> Diagnostic {
    let thing = "the \(other.kind.rawValue) `\(name.text)`"
    return Diagnostic("E0230", "`\(name.text)` is both \(meaning) and \(thing)", at: name.span)
      .expected("one meaning").found("two").label(other.span, thing)
  }

  /// - Parameter taken: names of what the entry takes anyhow, which it need not name here.
  private mutating func take(
    _ name: Name, mayBeSize: Bool = false, by entry: LayerEntry, besides taken: Set<String>,
    into inputs: inout [ModelTensor], _ isPoisoned: inout Bool, _ report: Report
  ) {
    if let own = ownResult(name, of: entry, besides: taken) {
      report(own.diagnostic)
      isPoisoned = true
      return
    }
    let tensor = tensor(
      name, kinds: "an input or a result named with `as:`", layersOnly: true,
      mayBeSize: mayBeSize, besides: taken, report)
    if let tensor { inputs.append(tensor) } else { isPoisoned = true }
  }

  /// The name of a result that the entry itself makes, where nothing above it has that name.
  private mutating func ownResult(
    _ name: Name, of entry: LayerEntry, besides taken: Set<String>
  ) -> OwnResultTaken? {
    guard let own = entry.outputNames.first(where: { $0.text == name.text }),
      scope.entry(named: name.text) == nil
    else { return nil }
    let isAlone = entry.from?.map(\.text) == [name.text]
    return OwnResultTaken(
      path: prefix + entry.path, name: name, made: own.span,
      others: scope.candidates(layersOnly: true, besides: taken),
      before: isAlone ? before.map { entries[$0] } : nil)
  }
}

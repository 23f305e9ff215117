import NetwrightDiagnostics
import NetwrightIR
import NetwrightLayers
import NetwrightSchema
import NetwrightSyntax
import NetwrightTensor

/// Reads the sections of a spec in the order in which they depend on one another and checks them
/// against each other.
struct SpecChecker {
  let sections: SpecSections
  let scope: ImportScope
  let decoder: Decoder

  /// The checked spec; where something has been reported, what there is may be missing.
  func check() -> CheckedSpec? {
    let errorsAtStart = decoder.diagnostics.errorCount
    let dims = DimsSection(try? sections.arguments.value(SpecSections.dimsKey), decoder)
    let data = sections.node(SpecSections.dataKey).flatMap {
      try? DataSection($0, at: place(SpecSections.dataKey), decoder)
    }
    let loss = sections.node(SpecSections.lossKey).flatMap { try? LossSection($0, decoder) }
    let training = sections.node(SpecSections.trainKey).flatMap {
      try? TrainingSection($0, at: place(SpecSections.trainKey), decoder)
    }
    let evaluation = sections.node(SpecSections.evaluateKey).flatMap {
      try? EvaluationSection($0, at: place(SpecSections.evaluateKey), decoder)
    }
    requireLoss()
    let library = BlockLibrary(sections.node(SpecSections.blocksKey), scope, decoder)
    guard let node = try? sections.arguments.value(SpecSections.modelKey),
      let model = try? ModelSection(node, library), !model.isPoisoned
    else { return nil }
    guard let targets = targets(of: model, data: data, loss: loss) else { return nil }
    let lowering = GraphLowering(
      name: sections.name.replacingDashes, inputs: model.inputs, targets: targets,
      layers: model.layers, outputs: model.outputs, loss: loss, dimensions: dimensions(dims),
      oneHotFields: data?.oneHotFields ?? [:], solver: decoder.solver)
    let built = lowering.build(.evaluation) { decoder.diagnostics.add($0) }
    if decoder.diagnostics.errorCount == errorsAtStart { requireUse(model, loss, built, library) }
    let metrics = metrics(evaluation, loss: loss, built)
    if decoder.diagnostics.errorCount == errorsAtStart {
      TensorLimits.check(
        built.builder.model.graph.graph, binding: dims.binding, decoder.diagnostics)
    }
    // What an error above kept from being made would look as if nothing had that name.
    let isSound = decoder.diagnostics.errorCount == errorsAtStart
    let (expectations, unmet) = isSound ? expectations(built, metrics) : ([], 0)
    return CheckedSpec(
      sections: sections, dims: dims, data: data, training: training, metrics: metrics,
      expectations: expectations, unmet: unmet, lowering: lowering, built: built)
  }

  private func dimensions(_ dims: DimsSection) -> [String: DeclaredDimension] {
    let declared = dims.entries.compactMap { entry in
      decoder.dimPlaces[entry.name].map {
        (entry.name, DeclaredDimension(place: $0, size: entry.value))
      }
    }
    return Dictionary(declared, uniquingKeysWith: { first, _ in first })
  }

  /// Reports inputs, results and blocks that nothing uses, of a spec without errors.
  private func requireUse(
    _ model: ModelSection, _ loss: LossSection?, _ built: GraphLowering.Result,
    _ library: BlockLibrary
  ) {
    // A loss that is wrong uses something.
    guard sections.node(SpecSections.lossKey) == nil || loss != nil else { return }
    built.builder.requireInputUse()
    if !model.outputs.isEmpty { built.builder.requireUse(.chosen) }
    if !decoder.diagnostics.hasErrors {
      library.requireUse()
      requireDimensionUse()
    }
  }

  /// Reports dimensions of the spec that no value names; those of other files are there for all who
  /// import them.
  private func requireDimensionUse() {
    let dims = (try? sections.arguments.value(SpecSections.dimsKey))?.mapping ?? []
    let names = dims.map(\.name).filter { $0 != Dim.batchName }
    guard !names.isEmpty else { return }
    var used = UsedNames(names)
    for node in sections.sizedSections { used.add(node) }
    for entry in dims where entry.name != Dim.batchName && !used.found.contains(entry.name) {
      let place = entry.key.useSpan
      guard scope.number(of: place.file) == 0 else { continue }
      let isSet = Override.isArgument(place.file)
      let others = names.filter { $0 != entry.name }
      _ = decoder.report(
        Diagnostic("E0207", "the dimension `\(entry.name)` is never used", at: place)
          .expected("a size or an expression that names it").found("none")
          .help(
            isSet
              ? didYouMean(entry.name, among: others) ?? "the spec has no dimension of this name"
              : "remove it, or name it where its size is meant"))
    }
  }

  /// Where a section is introduced.
  private func place(_ key: Key<SyntaxNode?>) -> Span {
    sections.arguments.keySpan(key) ?? sections.arguments.place
  }

  private func requireLoss() {
    guard sections.node(SpecSections.lossKey) == nil,
      !sections.arguments.isGiven(SpecSections.lossKey)
    else { return }
    for key in [SpecSections.trainKey, SpecSections.evaluateKey] {
      guard let span = sections.arguments.keySpan(key) else { continue }
      _ = decoder.report(
        Diagnostic("E0408", "`\(key.name)` needs a `loss`", at: span)
          .expected("a section `loss:`").found("none")
          .help("add, for example, `loss: {cross_entropy: {logits: logits, target: label}}`"))
    }
  }

  private func expectations(
    _ built: GraphLowering.Result, _ metrics: [MetricUse]
  ) -> (all: [Expectation], unmet: Int) {
    guard let node = sections.node(SpecSections.expectKey) else { return ([], 0) }
    var checker = ExpectationChecker(
      results: built.outputs + built.builder.namedResults,
      metrics: metrics.map(\.name) + (built.rowLoss == nil ? [] : ["loss"]),
      model: built.builder.model, rows: built.builder.rows, decoder: decoder)
    let all = (try? checker.read(node)) ?? []
    return (all, checker.unmet)
  }

  private func metrics(
    _ evaluation: EvaluationSection?, loss: LossSection?, _ built: GraphLowering.Result
  ) -> [MetricUse] {
    guard let evaluation, let loss, built.rowLoss != nil else { return [] }
    var uses: [MetricUse] = []
    for name in evaluation.metrics {
      guard let metric = metricRegistry.first(where: { $0.keyword == name.text }) else { continue }
      // The first loss that the metric fits says what it compares.
      let fit = zip(loss.terms, built.lossSites).first { metric.losses.contains($0.0.keyword) }
      let value = fit?.1?.output.value
      guard let fit, let output = built.outputs.first(where: { $0.tensor.value == value }) else {
        report(name, without: loss)
        continue
      }
      uses.append(
        MetricUse(name: name.text, output: output.name, target: fit.0.loss.target.text))
    }
    return uses
  }

  private func report(_ metric: Name, without loss: LossSection) {
    let keywords = loss.terms.map(\.keyword)
    let fitting = metricRegistry.filter { !$0.losses.allSatisfy { !keywords.contains($0) } }
    let list = keywords.map { "`\($0)`" }.joined(separator: ", ")
    _ = decoder.report(
      Diagnostic(
        "E0407", "`\(metric.text)` cannot be computed for the loss \(list)", at: metric.span
      ).expected(oneOf(fitting.map { $0.keyword }))
        .found("`\(metric.text)`").label(loss.span, "the loss"))
  }
}

extension String {
  /// As a name of a graph: dashes become underscores.
  fileprivate var replacingDashes: String {
    String(decoding: utf8.map { $0 == UInt8(ascii: "-") ? UInt8(ascii: "_") : $0 }, as: UTF8.self)
  }
}

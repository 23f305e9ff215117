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
  let errors: SpecErrors

  /// What is held against each other once it has been read; `nil` for what is left out or wrong.
  private struct Parts {
    var data: DataSection?
    var fields: DataFields?
    var loss: LossSection?
    var training: TrainingSection?
    var evaluation: EvaluationSection?
  }

  /// The checked spec; where something has been reported, what there is may be missing.
  func check() -> CheckedSpec? {
    let node = try? sections.arguments.value(SpecSections.dimsKey)
    let dims = DimsSection(node, decoder)
    let parts = readParts()
    requireLoss()
    let (library, model) = readModel()
    guard let model else {
      expect(of: nil, parts)
      return nil
    }
    var gaps = model.gaps
    let targets = targets(of: model, data: parts.fields, loss: parts.loss, &gaps)
    guard !gaps.lacksLayers else {
      expect(of: nil, parts)
      return nil
    }
    let lowering = GraphLowering(
      name: sections.name.replacingDashes, inputs: model.inputs, targets: targets,
      layers: model.layers, outputs: model.outputs, loss: parts.loss, gaps: gaps,
      dimensions: dimensions(dims), oneHotFields: parts.fields?.oneHotFields ?? [:],
      solver: decoder.solver)
    let built = lowering.build(.evaluation, isSound: errors.isEmpty) { decoder.diagnostics.add($0) }
    if errors.isEmpty { requireUse(model, built, library) }
    let metrics = metrics(parts.evaluation, loss: parts.loss, built)
    if errors.isEmpty {
      TensorLimits.check(
        built.builder.model.graph.graph, binding: dims.binding, decoder.diagnostics)
    }
    // What is wrong elsewhere changes what there is to expect of.
    let isSound = errors.isEmpty
    let (expectations, unmet) = expect(
      of: ExpectationChecker.Model(
        results: built.outputs + built.builder.namedResults,
        faulty: built.builder.faultyNames + model.outputs.map(\.name.text),
        lacksNames: gaps.lacksOutputs, isSound: isSound, graph: built.builder.model,
        rows: built.builder.rows),
      parts)
    return CheckedSpec(
      sections: sections, dims: dims, data: parts.data, training: parts.training,
      metrics: metrics, expectations: expectations, unmet: unmet, lowering: lowering, built: built)
  }

  private func readParts() -> Parts {
    var parts = Parts()
    if let node = sections.node(SpecSections.dataKey) {
      let place = place(SpecSections.dataKey)
      var fields = DataFields(at: place)
      parts.data = try? DataSection(node, at: place, into: &fields, decoder)
      parts.fields = fields
    }
    parts.loss = sections.node(SpecSections.lossKey).flatMap { try? LossSection($0, decoder) }
    parts.training = sections.node(SpecSections.trainKey).flatMap {
      try? TrainingSection($0, at: place(SpecSections.trainKey), decoder)
    }
    parts.evaluation = sections.node(SpecSections.evaluateKey).flatMap {
      try? EvaluationSection($0, at: place(SpecSections.evaluateKey), decoder)
    }
    return parts
  }

  /// Blocks and model; of a spec with errors also the blocks that nothing has read.
  private func readModel() -> (library: BlockLibrary, model: ModelSection?) {
    let library = BlockLibrary(sections.node(SpecSections.blocksKey), scope, decoder)
    let node = try? sections.arguments.value(SpecSections.modelKey)
    let model = node.flatMap { try? ModelSection($0, library) }
    if !errors.isEmpty { library.readOthers(withDefaults: false) }
    return (library, model)
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
    _ model: ModelSection, _ built: GraphLowering.Result, _ library: BlockLibrary
  ) {
    built.builder.requireInputUse()
    if !model.outputs.isEmpty { built.builder.requireUse(.chosen) }
    if errors.isEmpty {
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
    if let blocks = sections.node(SpecSections.blocksKey) { used.add(blocks: blocks) }
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

  /// Reads `expect:` and holds it against a model, as far as there is one.
  @discardableResult
  private func expect(of model: ExpectationChecker.Model?, _ parts: Parts) -> (
    all: [Expectation], unmet: Int
  ) {
    guard let node = sections.node(SpecSections.expectKey) else { return ([], 0) }
    let names = parts.evaluation?.metrics.map(\.text) ?? []
    let hasLoss = sections.arguments.isGiven(SpecSections.lossKey)
    var checker = ExpectationChecker(
      model: model, metrics: names + (hasLoss ? ["loss"] : []),
      lacksMetrics: sections.node(SpecSections.evaluateKey) != nil && parts.evaluation == nil
        || sections.strayNames.contains(EvaluationSection.metricsKey.name),
      decoder: decoder)
    let all = (try? checker.read(node)) ?? []
    return (all, checker.unmet)
  }

  private func metrics(
    _ evaluation: EvaluationSection?, loss: LossSection?, _ built: GraphLowering.Result
  ) -> [MetricUse] {
    guard let evaluation, let loss else { return [] }
    var uses: [MetricUse] = []
    for name in evaluation.metrics {
      guard let metric = metricRegistry.first(where: { $0.keyword == name.text }) else { continue }
      // The first loss that the metric fits says what it compares.
      let fit = zip(loss.terms, built.lossSites).first { metric.losses.contains($0.0.keyword) }
      guard let fit else {
        // A loss that does not fit its target may be another one when it is mended.
        if built.rowLoss != nil || built.lossSites.contains(where: { $0 == nil }) {
          report(name, without: loss)
        }
        continue
      }
      // Something is wrong with what the loss compares.
      guard built.rowLoss != nil, let value = fit.1?.output.value else { continue }
      guard let output = built.outputs.first(where: { $0.tensor.value == value }) else {
        report(name, without: loss)
        continue
      }
      uses.append(
        MetricUse(name: name.text, output: output.name, target: fit.0.loss.target.text))
    }
    return uses
  }

  private func report(_ metric: Name, without loss: LossSection) {
    var seen: Set<String> = []
    let keywords = loss.terms.map(\.keyword).filter { seen.insert($0).inserted }
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

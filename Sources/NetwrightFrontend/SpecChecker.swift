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
  let decoder: Decoder

  /// The checked spec; where something has been reported, what there is may be missing.
  func check() -> CheckedSpec? {
    let dims = DimsSection(try? sections.arguments.value(SpecSections.dimsKey), decoder)
    let data = sections.node(SpecSections.dataKey).flatMap {
      try? DataSection($0, at: place("data"), decoder)
    }
    let loss = sections.node(SpecSections.lossKey).flatMap { try? LossSection($0, decoder) }
    let training = sections.node(SpecSections.trainKey).flatMap {
      try? TrainingSection($0, at: place("train"), decoder)
    }
    let evaluation = sections.node(SpecSections.evaluateKey).flatMap {
      try? EvaluationSection($0, at: place("evaluate"), decoder)
    }
    requireLoss()
    let library = BlockLibrary(sections.node(SpecSections.blocksKey), decoder)
    guard let node = try? sections.arguments.value(SpecSections.modelKey),
      let model = try? ModelSection(node, library), !model.isPoisoned
    else { return nil }
    guard let targets = targets(of: model, data: data, loss: loss) else { return nil }
    let lowering = GraphLowering(
      name: sections.name.replacingDashes, inputs: model.inputs, targets: targets,
      layers: model.layers, loss: loss)
    let errorsBefore = decoder.diagnostics.errorCount
    let built = lowering.build(.evaluation) { decoder.diagnostics.add($0) }
    if decoder.diagnostics.errorCount == errorsBefore,
      sections.node(SpecSections.lossKey) == nil || loss != nil
    {
      built.builder.requireInputUse()
      if !decoder.diagnostics.hasErrors { library.requireUse() }
    }
    let metrics = metrics(evaluation, loss: loss, built)
    if decoder.diagnostics.errorCount == errorsBefore {
      TensorLimits.check(built.builder.model.graph.graph, batch: dims.batch, decoder.diagnostics)
    }
    let isSound = decoder.diagnostics.errorCount == errorsBefore
    let expectations = isSound ? expectations(built, metrics) : []
    return CheckedSpec(
      sections: sections, dims: dims, data: data, training: training, metrics: metrics,
      expectations: expectations, lowering: lowering, built: built)
  }

  /// Where a section is introduced.
  private func place(_ name: String) -> Span {
    sections.arguments.keySpan(name) ?? sections.arguments.place
  }

  private func requireLoss() {
    guard sections.node(SpecSections.lossKey) == nil, !sections.arguments.isGiven("loss") else {
      return
    }
    for name in ["train", "evaluate"] {
      guard let span = sections.arguments.keySpan(name) else { continue }
      _ = decoder.report(
        Diagnostic("E0408", "`\(name)` needs a `loss`", at: span)
          .expected("a section `loss:`").found("none")
          .help("add, for example, `loss: {cross_entropy: {logits: logits, target: label}}`"))
    }
  }

  private func expectations(
    _ built: GraphLowering.Result, _ metrics: [MetricUse]
  ) -> [Expectation] {
    guard let node = sections.node(SpecSections.expectKey) else { return [] }
    let model = built.builder.model
    let checker = ExpectationChecker(
      outputs: built.outputs.map { ($0.name, $0.tensor.type) },
      metrics: metrics.map(\.name) + (built.rowLoss == nil ? [] : ["loss"]),
      parameterCount: model.parameters.reduce(0) { $0 + $1.type.elementCount },
      rows: built.builder.rows, decoder: decoder)
    return (try? checker.read(node)) ?? []
  }

  private func metrics(
    _ evaluation: EvaluationSection?, loss: LossSection?, _ built: GraphLowering.Result
  ) -> [MetricUse] {
    guard let evaluation, let loss, built.rowLoss != nil, let site = built.lossSite else {
      return []
    }
    let output = built.outputs.first { $0.tensor.value == site.output.value }?.name
    var uses: [MetricUse] = []
    for name in evaluation.metrics {
      guard let metric = metricRegistry.first(where: { $0.keyword == name.text }) else { continue }
      guard metric.losses.contains(loss.keyword), let output else {
        let fitting = metricRegistry.filter { $0.losses.contains(loss.keyword) }
        _ = decoder.report(
          Diagnostic(
            "E0407", "`\(name.text)` cannot be computed for the loss `\(loss.keyword)`",
            at: name.span
          ).expected("one of \(fitting.map { "`\($0.keyword)`" }.joined(separator: ", "))")
            .found("`\(name.text)`").label(loss.span, "the loss"))
        continue
      }
      uses.append(MetricUse(name: name.text, output: output, target: loss.loss.target.text))
    }
    return uses
  }
}

extension String {
  /// As a name of a graph: dashes become underscores.
  fileprivate var replacingDashes: String {
    String(decoding: utf8.map { $0 == UInt8(ascii: "-") ? UInt8(ascii: "_") : $0 }, as: UTF8.self)
  }
}

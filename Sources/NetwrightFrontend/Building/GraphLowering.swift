import NetwrightDiagnostics
import NetwrightIR
import NetwrightLayers
import NetwrightOps
import NetwrightSyntax
import NetwrightTensor

/// What the graphs of a spec are built from; the checker and `CheckedSpec.lower` share it.
struct GraphLowering: Sendable {
  let name: String
  let inputs: [DeclaredTensor]
  let targets: [DeclaredTensor]
  let layers: [LayerEntry]
  /// Outputs that the model declares; empty where it does not.
  let outputs: [ModelOutput]
  let loss: LossSection?
  /// What is missing of the model; nothing for a spec without errors.
  let gaps: ModelGaps
  /// What `dims:` declares, for messages.
  let dimensions: [String: DeclaredDimension]
  /// Fields of the data that give one-hot rows, for messages.
  var oneHotFields: [String: SyntaxNode] = [:]
  /// Knows what dimensions may be.
  let solver: Solver

  struct Result {
    var builder: ModelBuilder
    let outputs: [(name: String, tensor: ModelTensor)]
    /// The loss of each row, all terms summed up; `nil` without a loss, or where one is faulty.
    let rowLoss: Value?
    /// What each term of the loss compares; `nil` where something about it is wrong.
    let lossSites: [LossSite?]

    var lowered: Swift.Result<LoweredModel, LoweringError> {
      let model = builder.model
      do throws(GraphBuilder.Failure) {
        return .success(
          LoweredModel(
            graph: try model.graph.finish(), parameters: model.parameters, states: model.states))
      } catch {
        return .failure(.rejected(error))
      }
    }
  }

  /// Builds layers, loss and outputs; reports everything that does not fit.
  ///
  /// - Parameter isSound: whether nothing is wrong with what it is built from; only then can it be
  ///   said that nothing uses a result.
  func build(
    _ mode: ModelGraph.Mode, isSound: Bool = true, report: @escaping (Diagnostic) -> Void
  ) -> Result {
    var errors = 0
    let counting: (Diagnostic) -> Void = { finding in
      errors += finding.severity == .error ? 1 : 0
      report(finding)
    }
    var builder = ModelBuilder(
      name: name, mode: mode, inputs: inputs, targets: targets, layers: layers, gaps: gaps,
      solver: solver, report: counting)
    builder.model.history.dimensions = dimensions
    builder.model.history.oneHotFields = oneHotFields
    builder.buildLayers()
    let declared = builder.declare(self.outputs)
    let terms = loss?.terms ?? []
    let sites = terms.map { lossSite($0, &builder) }
    // A layer that could not be made used something.
    if self.outputs.isEmpty, errors == 0, isSound { builder.requireUse(.named) }
    let rowLoss = sum(
      zip(terms, sites).map { term, site in site.flatMap { buildLoss(term, at: $0, report) } },
      in: builder.model)
    let outputs = outputs(declared, sites, builder)
    requireRows(outputs, report)
    let model = builder.model
    model.graph.origin = .none
    switch mode {
    case .training:
      if let rowLoss, let loss {
        model.graph.origin = .spec(loss.span, path: "loss")
        let mean = model.graph.mean(rowLoss, axes: [0])
        let total = model.penalty().map { model.graph.add(mean, $0) } ?? mean
        model.graph.output("loss", total, role: .loss)
      }
      model.finishUpdates()
    case .evaluation:
      for output in outputs { model.graph.output(output.name, output.tensor.value) }
      if let rowLoss { model.graph.output("loss", rowLoss) }
    }
    return Result(builder: builder, outputs: outputs, rowLoss: rowLoss, lossSites: sites)
  }

  /// An output has the batch as its first axis.
  private func requireRows(
    _ outputs: [(name: String, tensor: ModelTensor)], _ report: (Diagnostic) -> Void
  ) {
    for (name, tensor) in outputs where tensor.shape.dims.first?.dependsOnBatch != true {
      report(
        Diagnostic(
          "E0334", "the output `\(name)` is \(tensor.type), without a row for each of the batch",
          at: tensor.span
        ).expected("\(tensor.type.dtype.rawValue)[batch, …]").found("\(tensor.type)")
          .help("let a layer take it that also takes an input"))
    }
  }

  /// Declared outputs, then what losses compare and is not among them; without declared ones what
  /// the layers say.
  private func outputs(
    _ declared: [(name: String, tensor: ModelTensor)], _ sites: [LossSite?],
    _ builder: ModelBuilder
  ) -> [(name: String, tensor: ModelTensor)] {
    let compared = sites.compactMap { $0?.output }
    guard !self.outputs.isEmpty else { return builder.outputs(of: compared.map(\.value)) }
    var outputs = declared
    for (term, site) in zip(loss?.terms ?? [], sites) {
      guard let tensor = site?.output, !outputs.contains(where: { $0.tensor.value == tensor.value })
      else { continue }
      outputs.append((term.loss.output.text, tensor))
    }
    return outputs
  }

  /// The sum of the terms, each times its weight; `nil` where one is missing.
  private func sum(_ values: [Value?], in model: ModelGraph) -> Value? {
    var total: Value?
    for (term, value) in zip(loss?.terms ?? [], values) {
      guard let value else { return nil }
      model.graph.origin = .spec(term.span, path: "loss")
      let weighted =
        term.weight == 1
        ? value : model.graph.multiply(value, model.graph.constant(term.weight, like: value))
      total = total.map { model.graph.add($0, weighted) } ?? weighted
    }
    return total
  }

  private func lossSite(_ loss: LossTerm, _ builder: inout ModelBuilder) -> LossSite? {
    guard builder.model.graph.failure == nil else { return nil }
    let output = builder.tensor(
      loss.loss.output, kinds: "a result named with `as:`", layersOnly: true)
    guard !gaps.reportedTargets.contains(loss.loss.target.text) else { return nil }
    let target = builder.tensor(
      loss.loss.target, kinds: "a target or an input", layersOnly: false)
    guard let output, let target else { return nil }
    return LossSite(
      model: builder.model,
      operands: LossOperands(
        keyword: loss.keyword, span: loss.span, outputSpan: loss.loss.output.span,
        targetSpan: loss.loss.target.span, output: output, target: target))
  }

  private func buildLoss(
    _ loss: LossTerm, at site: LossSite, _ report: (Diagnostic) -> Void
  ) -> Value? {
    site.model.graph.origin = .spec(loss.span, path: "loss")
    do throws(ContractError) {
      let value = try loss.loss.build(at: site)
      guard let failure = site.model.graph.failure else { return value }
      report(failure.error.diagnostic(at: loss.span))
    } catch {
      report(error.diagnostic(in: site.model.history))
    }
    return nil
  }
}

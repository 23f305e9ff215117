import NetwrightDiagnostics
import NetwrightIR
import NetwrightLayers
import NetwrightOps
import NetwrightTensor

/// What the graphs of a spec are built from; the checker and `CheckedSpec.lower` share it.
struct GraphLowering: Sendable {
  let name: String
  let inputs: [DeclaredTensor]
  let targets: [DeclaredTensor]
  let layers: [LayerEntry]
  let loss: LossSection?
  /// Knows what dimensions may be.
  let solver: Solver

  struct Result {
    var builder: ModelBuilder
    let outputs: [(name: String, tensor: ModelTensor)]
    /// The loss of each row; `nil` without a loss, or where it is faulty.
    let rowLoss: Value?
    let lossSite: LossSite?
  }

  /// Builds layers, loss and outputs; reports everything that does not fit.
  func build(_ mode: ModelGraph.Mode, report: @escaping (Diagnostic) -> Void) -> Result {
    var builder = ModelBuilder(
      name: name, mode: mode, inputs: inputs, targets: targets, layers: layers,
      solver: solver, report: report)
    builder.buildLayers()
    let site = lossSite(&builder)
    let rowLoss = site.flatMap { site in
      loss.flatMap { buildLoss($0, at: site, report) }
    }
    let outputs = builder.outputs(lossOutput: site?.output.value)
    let model = builder.model
    model.graph.origin = .none
    switch mode {
    case .training:
      if let rowLoss, let loss {
        model.graph.origin = .spec(loss.span, path: "loss")
        model.graph.output("loss", model.graph.mean(rowLoss, axes: [0]), role: .loss)
      }
      model.finishUpdates()
    case .evaluation:
      for output in outputs { model.graph.output(output.name, output.tensor.value) }
      if let rowLoss { model.graph.output("loss", rowLoss) }
    }
    return Result(builder: builder, outputs: outputs, rowLoss: rowLoss, lossSite: site)
  }

  private func lossSite(_ builder: inout ModelBuilder) -> LossSite? {
    guard let loss, builder.model.graph.failure == nil else { return nil }
    let output = builder.tensor(
      loss.loss.output, kinds: "a result named with `as:`", layersOnly: true)
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
    _ loss: LossSection, at site: LossSite, _ report: (Diagnostic) -> Void
  ) -> Value? {
    site.model.graph.origin = .spec(loss.span, path: "loss")
    do throws(ContractError) {
      let value = try loss.loss.build(at: site)
      guard let failure = site.model.graph.failure else { return value }
      report(failure.error.diagnostic(at: loss.span))
    } catch {
      report(error.diagnostic)
    }
    return nil
  }
}

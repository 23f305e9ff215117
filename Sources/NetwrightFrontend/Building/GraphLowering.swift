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
      name: name, mode: mode, inputs: inputs, targets: targets, layers: layers, report: report)
    builder.buildLayers()
    let site = lossSite(&builder)
    let rowLoss = site.flatMap { site in
      loss.flatMap { buildLoss($0, at: site, report) }
    }
    let outputs = builder.outputs(lossOutput: site?.output.value)
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
    return Result(builder: builder, outputs: outputs, rowLoss: rowLoss, lossSite: site)
  }

  /// An output has the batch as its first axis.
  private func requireRows(
    _ outputs: [(name: String, tensor: ModelTensor)], _ report: (Diagnostic) -> Void
  ) {
    for (name, tensor) in outputs where tensor.shape.dims.first?.symbols.contains("batch") != true {
      report(
        Diagnostic(
          "E0334", "the output `\(name)` is \(tensor.type), without a row for each of the batch",
          at: tensor.span
        ).expected("\(tensor.type.dtype.rawValue)[batch, …]").found("\(tensor.type)")
          .help("let a layer take it that also takes an input"))
    }
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

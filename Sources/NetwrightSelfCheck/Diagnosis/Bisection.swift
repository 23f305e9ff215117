import NetwrightIR
import NetwrightInterpreter
import NetwrightOps
import NetwrightPasses
import NetwrightTensor

/// Finds out where values first go wrong: after which pass, or in which kernel of the schedule.
package struct Bisection {
  let inputs: StepInputs
  let lossName: String?

  package init(_ inputs: StepInputs, lossName: String?) {
    self.inputs = inputs
    self.lossName = lossName
  }

  /// What the first pass with a fault made wrong: values, or a graph that the verifier refuses
  /// (`fault`), or none at all.
  package typealias WrongPass = (pass: Culprit, differences: [Difference], fault: String?)

  /// The training step is run after every prefix of the passes; those before differentiation come
  /// first, and what differentiation makes of their result is compared.
  package func firstWrongPass(
    of selection: PassSelection, _ source: StepSource
  ) throws -> WrongPass? {
    var forward = source.forward
    var values = try record(source.step(of: forward))
    for (place, pass) in selection.forwardPasses.enumerated() {
      let wrong = try inspect(pass, place, &forward, &values) { try source.step(of: $0) }
      if let wrong { return wrong }
    }
    var graph = try source.step(of: forward)
    for (place, pass) in selection.passes.enumerated() {
      let number = selection.forwardPasses.count + place
      if let wrong = try inspect(pass, number, &graph, &values, step: { $0 }) { return wrong }
    }
    return nil
  }

  /// Runs one pass on `graph`; `values` are those of the training step before it and after it.
  private func inspect(
    _ pass: any Pass, _ place: Int, _ graph: inout Graph, _ values: inout StepRecord,
    step: (Graph) throws -> Graph
  ) throws -> WrongPass? {
    let name = type(of: pass).name
    let culprit = Culprit.pass(name, place: place)
    let before = graph
    do { graph = try pass.run(on: graph) } catch {
      return (culprit, [], "\(error.keyword): \(error.error.diagnostic(at: nil).message)")
    }
    if let fault = GraphVerifier.faults(in: graph).first {
      return (culprit, [], "\(fault.node): \(fault.description)")
    }
    let found: StepRecord
    // Other parameters with gradients than before, for instance, want other slots.
    do { found = try record(step(graph)) } catch {
      return (culprit, [], "its training step cannot be run: \(error)")
    }
    // Constants that a pass makes are rounded to `f32`.
    let folds = PassReport(name, from: before, to: graph).added[Constant.keyword] != nil
    let tolerance = folds ? Tolerance.folded : .exact
    let comparison = Comparison(found, against: values, from: inputs.state, tolerance)
    values = found
    return comparison.differences.isEmpty ? nil : (culprit, comparison.differences, nil)
  }

  private func record(_ graph: Graph) throws -> StepRecord {
    var engine = try InterpreterEngine(graph, .f64)
    return try inputs.run(&engine, lossName: lossName)
  }
}

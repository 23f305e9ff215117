import NetwrightIR
import NetwrightOps
import NetwrightTensor

/// Computes the next value of one parameter and of its optimizer slots.
package struct UpdateRule: Sendable {
  /// Suffixes of the slots' names, one tensor of the parameter's type each, zero at first.
  package let slots: [String]
  /// Parameter, gradient, slots and step (`i64[]`, from 1) → next parameter and slots.
  package let update:
    @Sendable (
      _ parameter: Value, _ gradient: Value, _ slots: [Value], _ step: Value, inout GraphBuilder
    ) -> (parameter: Value, slots: [Value])

  package init(
    slots: [String],
    update:
      @escaping @Sendable (Value, Value, [Value], Value, inout GraphBuilder) -> (
        parameter: Value, slots: [Value]
      )
  ) {
    self.slots = slots
    self.update = update
  }
}

/// Completes a forward graph with a loss to the graph of a whole training step: gradients of all
/// parameters, and the update of parameters and optimizer slots as graph nodes.
package enum TrainingGraph {
  /// The name of an optimizer slot: `optimizer.momentum.dense_1.weight`.
  package static func slotName(_ slot: String, of parameter: String) -> String {
    "optimizer.\(slot).\(parameter)"
  }

  /// - Parameters:
  ///   - rule: the same for all parameters.
  ///   - exposesGradients: also gives each gradient as a result `gradient.NAME`.
  ///   - isTrial: updates one parameter of each type and leaves out those that differ in nothing
  ///     that an update depends on: enough to find faults, and quick for many layers.
  package static func build(
    from forward: Graph, rule: UpdateRule, exposesGradients: Bool = false, isTrial: Bool = false
  ) throws(GraphBuilder.Failure) -> Graph {
    try build(from: forward, exposesGradients: exposesGradients, isTrial: isTrial) { _ in rule }
  }

  /// - Parameter rule: of each parameter, by its name.
  /// - Parameter exposesGradients: also gives each gradient as a result `gradient.NAME`.
  package static func build(
    from forward: Graph, exposesGradients: Bool = false, isTrial: Bool = false,
    rule: (_ parameter: String) -> UpdateRule
  ) throws(GraphBuilder.Failure) -> Graph {
    let forward = try ScanResiduals.recorded(
      in: forward, wrt: forward.inputs.filter { $0.role == .parameter }.map(\.value))
    var copier = GraphCopier(forward)
    copier.copyInputs()
    for node in forward.nodes { copier.copy(node) }
    copier.copyOutputs()
    let map = copier.new
    var builder = copier.builder
    guard let loss = forward.loss else { return try builder.finish() }
    let parameters = forward.inputs.filter { $0.role == .parameter }
    let gradients = Autodiff.gradients(
      of: map(loss), wrt: parameters.map { map($0.value) }, in: &builder)
    builder.origin = .pass("optimizer", from: .none)
    let step =
      forward.inputs.first { $0.role == .step }.map { map($0.value) }
      ?? builder.input("step", TensorType([], .i64), role: .step)
    let origins = firstUses(in: forward)
    var tried: Set<TensorType> = []
    for (parameter, gradient) in zip(parameters, gradients) {
      // A parameter that the loss does not depend on keeps its value: weight decay included.
      guard let gradient else { continue }
      let value = map(parameter.value)
      if isTrial, !tried.insert(builder.type(of: value)).inserted { continue }
      builder.origin = .pass("optimizer", from: origins[parameter.value] ?? .none)
      if exposesGradients { builder.output("gradient.\(parameter.name)", gradient) }
      update(parameter.name, value, by: rule(parameter.name), gradient, step, &builder)
    }
    return try builder.finish()
  }

  /// Adds the update of one parameter, and the slots that its rule keeps.
  private static func update(
    _ name: String, _ value: Value, by rule: UpdateRule, _ gradient: Value, _ step: Value,
    _ builder: inout GraphBuilder
  ) {
    let names = rule.slots.map { slotName($0, of: name) }
    let type = builder.type(of: value)
    let slots = names.map { builder.input($0, type, role: .slot) }
    let next = rule.update(value, gradient, slots, step, &builder)
    builder.output(name, next.parameter, role: .update(name))
    for (name, slot) in zip(names, next.slots) {
      builder.output(name, slot, role: .update(name))
    }
  }

  /// For each value, the origin of its first use: the layer that a parameter belongs to.
  private static func firstUses(in graph: Graph) -> [Value: Origin] {
    var result: [Value: Origin] = [:]
    for node in graph.nodes {
      for input in node.inputs where result[input] == nil { result[input] = node.origin }
    }
    return result
  }
}

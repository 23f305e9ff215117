import NetwrightDiagnostics
import NetwrightIR
import NetwrightOps
import NetwrightTensor

/// The graph of one spec under construction, with the tensors that live from step to step.
package final class ModelGraph {
  /// Layers such as `dropout` differ between the two.
  package enum Mode: Hashable, Sendable { case training, evaluation }

  package let mode: Mode
  package var graph: GraphBuilder
  /// Where the sizes of its tensors come from, for errors.
  package var history = TensorHistory()
  package private(set) var parameters: [TensorInfo] = []
  package private(set) var states: [TensorInfo] = []
  private var updates: [(name: String, value: Value)] = []
  private var counters: (seed: Value, step: Value)?
  private var elementTotal = 0

  package init(name: String, mode: Mode, context: ShapeContext = ShapeContext()) {
    self.mode = mode
    graph = GraphBuilder(name: name, context: context)
  }

  /// Adds a persistent tensor; the sum of all elements must stay below 2⁵⁸, so that byte counts
  /// of parameters and of optimizer slots do too.
  func add(_ info: TensorInfo, role: InputRole) throws(LayerError) -> Value {
    var count = 1
    for size in info.type.sizes {
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      if overflow { throw .tooLarge(tensor: info.name, shape: info.type.shape) }
      count = product
    }
    let (total, overflow) = elementTotal.addingReportingOverflow(count)
    if overflow || total >= 1 << 58 {
      throw .tooLarge(tensor: info.name, shape: info.type.shape)
    }
    elementTotal = total
    if role == .state { states.append(info) } else { parameters.append(info) }
    return graph.input(info.name, info.type, role: role)
  }

  func update(_ name: String, _ value: Value) { updates.append((name, value)) }

  /// The inputs that random numbers depend on; they exist only where they are asked for.
  func randomCounters() -> (seed: Value, step: Value) {
    if let counters { return counters }
    let made = (
      graph.input("seed", .scalar(.i64), role: .seed),
      graph.input("step", .scalar(.i64), role: .step)
    )
    counters = made
    return made
  }

  /// Declares the next values of all state as outputs.
  package func finishUpdates() {
    for update in updates {
      graph.output(update.name, update.value, role: .update(update.name))
    }
  }
}

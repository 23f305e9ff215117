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
  /// How parameters that are added are trained.
  package var setting = ParameterSetting()
  /// What is wrong with the layer that is being built although its result is known.
  package var remarks: [LayerError] = []
  private var updates: [(name: String, value: Value)] = []
  private var parameterNumbers: [String: (number: Int, value: Value)] = [:]
  /// Weights that the loss grows with.
  private var regularized: [(weight: Value, regularizer: Regularizer, origin: Origin)] = []
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
    let value = graph.input(info.name, info.type, role: role)
    if role == .state {
      states.append(info)
      return value
    }
    parameterNumbers[info.name] = (parameters.count, value)
    parameters.append(info)
    if let regularizer = setting.regularizer, info.isTrainable, info.type.rank >= 2 {
      regularized.append((value, regularizer, graph.origin))
    }
    return value
  }

  // MARK: Parameters of other layers

  /// The parameter of a path as it is seen from a layer: in its own block first, then outwards.
  func parameter(_ path: String, seenFrom layer: String) -> (info: TensorInfo, value: Value)? {
    var prefix = layer[...]
    while true {
      prefix = prefix[..<(prefix.lastIndex(of: ".") ?? prefix.startIndex)]
      let name = prefix.isEmpty ? path : "\(prefix).\(path)"
      if let known = parameterNumbers[name] { return (parameters[known.number], known.value) }
      if prefix.isEmpty { return nil }
    }
  }

  /// The last names, for help.
  func parameterNames(limit: Int) -> [String] { parameters.suffix(limit).map(\.name) }

  /// What regularizers add to the loss, `f32[]`; `nil` where there is none.
  package func penalty() -> Value? {
    var total: Value?
    for (weight, regularizer, origin) in regularized {
      graph.origin = origin
      let axes = Array(0..<graph.type(of: weight).rank)
      for (factor, magnitudes) in [
        (regularizer.l1, { (graph: inout GraphBuilder) in graph.absolute(weight) }),
        (regularizer.l2, { (graph: inout GraphBuilder) in graph.multiply(weight, weight) }),
      ] where factor > 0 {
        let sum = graph.reduceSum(magnitudes(&graph), axes: axes)
        let term = graph.multiply(sum, graph.constant(factor, like: sum))
        total = total.map { graph.add($0, term) } ?? term
      }
    }
    return total
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

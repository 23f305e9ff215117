import NetwrightDiagnostics
import NetwrightTensor

/// What an input of a graph is to the program around it.
package enum InputRole: String, CaseIterable, Hashable, Sendable {
  /// A batch of data or targets.
  case data
  case parameter
  /// A parameter that gets no update.
  case frozen
  /// Optimizer memory: momentum, second moments.
  case slot
  /// Kept between steps and checkpointed, without a gradient: running statistics.
  case state
  /// `i64[]`, counted from 1.
  case step
  /// `i64[]`, the seed of all random streams.
  case seed

  /// Whether the tensor lives from step to step.
  package var isPersistent: Bool {
    switch self {
    case .parameter, .frozen, .slot, .state: true
    case .data, .step, .seed: false
    }
  }
}

package struct GraphInput: Hashable, Sendable {
  package let name: String
  package let value: Value
  package let role: InputRole
}

/// What a result of a graph is to the program around it.
package enum OutputRole: Hashable, Sendable {
  case result
  /// The mean loss, `f32[]`.
  case loss
  /// The next value of the input of this name.
  case update(String)
}

package struct GraphOutput: Hashable, Sendable {
  package let name: String
  package var value: Value
  package let role: OutputRole

  package init(name: String, value: Value, role: OutputRole) {
    self.name = name
    self.value = value
    self.role = role
  }
}

/// A functional program in single-assignment form: nodes stand in an order in which every value is
/// defined before it is used. No mutation, no aliasing.
package struct Graph: Sendable {
  /// Where a value comes from.
  package enum Definition: Hashable, Sendable {
    case input(Int)
    case result(node: Int, index: Int)
  }

  package let name: String
  package private(set) var inputs: [GraphInput] = []
  package private(set) var nodes: [Node] = []
  package private(set) var outputs: [GraphOutput] = []
  /// Nodes, those of regions included.
  package private(set) var size = 0
  private var inputNumbers: [String: Int] = [:]
  private var types: [TensorType] = []
  private var definitions: [Definition] = []

  package init(name: String) { self.name = name }

  package var valueCount: Int { types.count }
  package func type(of value: Value) -> TensorType { types[value.id] }
  package func definition(of value: Value) -> Definition { definitions[value.id] }

  package func producer(of value: Value) -> Node? {
    guard case .result(let node, _) = definitions[value.id] else { return nil }
    return nodes[node]
  }

  /// The place in the spec that a value comes from; `nil` for inputs.
  package func span(of value: Value) -> Span? {
    guard case .result(let node, _) = definitions[value.id] else { return nil }
    return nodes[node].origin.span
  }

  package func input(named name: String) -> GraphInput? { inputNumbers[name].map { inputs[$0] } }
  package func output(named name: String) -> GraphOutput? { outputs.first { $0.name == name } }
  package var loss: Value? { outputs.first { $0.role == .loss }?.value }

  /// How often each value is used, by nodes and as an output; indexed by `Value.id`.
  package func useCounts() -> [Int] {
    var counts = [Int](repeating: 0, count: types.count)
    for node in nodes { for value in node.inputs { counts[value.id] += 1 } }
    for output in outputs { counts[output.value.id] += 1 }
    return counts
  }

  /// Indices of the nodes that use each value; indexed by `Value.id`.
  package func users() -> [[Int]] {
    var users = [[Int]](repeating: [], count: types.count)
    for (index, node) in nodes.enumerated() {
      for value in node.inputs where users[value.id].last != index {
        users[value.id].append(index)
      }
    }
    return users
  }
}

// MARK: - Construction; `GraphBuilder` is the door

extension Graph {
  package mutating func appendInput(name: String, type: TensorType, role: InputRole) -> Value {
    let value = define(type, .input(inputs.count))
    if inputNumbers[name] == nil { inputNumbers[name] = inputs.count }
    inputs.append(GraphInput(name: name, value: value, role: role))
    return value
  }

  package mutating func appendNode(
    _ op: any Op, inputs: [Value], regions: [Graph], resultTypes: [TensorType], origin: Origin
  ) -> [Value] {
    let index = nodes.count
    size += regions.reduce(1) { $0 + $1.size }
    let results = resultTypes.enumerated().map { define($1, .result(node: index, index: $0)) }
    nodes.append(
      Node(op: op, inputs: inputs, results: results, regions: regions, origin: origin))
    return results
  }

  package mutating func appendOutput(_ output: GraphOutput) { outputs.append(output) }

  private mutating func define(_ type: TensorType, _ definition: Definition) -> Value {
    types.append(type)
    definitions.append(definition)
    return Value(id: types.count - 1)
  }
}

import NetwrightIR
import NetwrightTensor

/// Tells whether graphs compute the same, whatever the order of their nodes and the numbers of their
/// values. Equal expressions get equal numbers, in all graphs that one instance sees.
struct GraphSignature {
  private enum Expression: Hashable {
    case input(name: String, role: InputRole, type: TensorType)
    case result(of: Int, index: Int)
    case node(
      keyword: String, attributes: [Attribute], inputs: [Int], regions: [[Output]],
      types: [TensorType])
  }

  struct Output: Hashable {
    let name: String
    let role: OutputRole
    let expression: Int
  }

  private var numbers: [Expression: Int] = [:]

  /// The outputs of a graph in the order of their names; equal for graphs that compute the same.
  mutating func outputs(of graph: Graph) -> [Output] {
    outputs(of: graph, isRegion: false).sorted { $0.name < $1.name }
  }

  /// - Parameter isRegion: whether inputs and outputs are told apart by their places.
  private mutating func outputs(of graph: Graph, isRegion: Bool) -> [Output] {
    var known = [Int](repeating: 0, count: graph.valueCount)
    for (index, input) in graph.inputs.enumerated() {
      known[input.value.id] = number(
        .input(
          name: isRegion ? "\(index)" : input.name, role: input.role,
          type: graph.type(of: input.value)))
    }
    for node in graph.nodes {
      let regions = node.regions.map { outputs(of: $0, isRegion: true) }
      let whole = number(
        .node(
          keyword: node.keyword, attributes: node.op.attributes,
          inputs: node.inputs.map { known[$0.id] }, regions: regions,
          types: node.results.map { graph.type(of: $0) }))
      for (index, result) in node.results.enumerated() {
        known[result.id] = number(.result(of: whole, index: index))
      }
    }
    return graph.outputs.enumerated().map { index, output in
      Output(
        name: isRegion ? "\(index)" : output.name, role: output.role,
        expression: known[output.value.id])
    }
  }

  private mutating func number(_ expression: Expression) -> Int {
    if let known = numbers[expression] { return known }
    numbers[expression] = numbers.count
    return numbers.count - 1
  }
}

import NetwrightTensor

/// Copies a graph node by node into a builder; what rewrites override is the treatment of a node.
package struct GraphCopier {
  package let source: Graph
  package var builder: GraphBuilder
  /// The new value of each old one.
  package private(set) var map: [Value: Value] = [:]

  package init(_ source: Graph, context: ShapeContext = ShapeContext()) {
    self.source = source
    builder = GraphBuilder(name: source.name, context: context)
  }

  package mutating func set(_ old: Value, to new: Value) { map[old] = new }

  /// The new value of an old one that has been copied before.
  package func new(_ old: Value) -> Value { map[old] ?? old }

  package mutating func copyInputs(
    _ type: (GraphInput) -> TensorType? = { _ in nil }
  ) {
    for input in source.inputs {
      let inputType = type(input) ?? source.type(of: input.value)
      map[input.value] = builder.input(input.name, inputType, role: input.role)
    }
  }

  package mutating func copy(_ node: Node) { copy(node, regions: node.regions) }

  package mutating func copy(_ node: Node, regions: [Graph]) {
    builder.origin = node.origin
    let results = builder.apply(node.op, list: node.inputs.map(new), regions: regions)
    for (old, result) in zip(node.results, results) { map[old] = result }
  }

  package mutating func copyOutputs() {
    for output in source.outputs {
      builder.output(output.name, new(output.value), role: output.role)
    }
  }
}

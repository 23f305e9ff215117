import NetwrightTensor

/// Copies a graph node by node into a builder; what rewrites override is the treatment of a node.
package struct GraphCopier {
  package let source: Graph
  package var builder: GraphBuilder
  /// The new value of each old one, by the number of the old.
  private var map: [Value?]

  package init(_ source: Graph, context: ShapeContext = ShapeContext()) {
    self.source = source
    map = Array(repeating: nil, count: source.valueCount)
    builder = GraphBuilder(name: source.name, context: context)
  }

  package mutating func set(_ old: Value, to new: Value) {
    if map.indices.contains(old.id) { map[old.id] = new }
  }

  /// The new value of an old one that has been copied before.
  package func new(_ old: Value) -> Value {
    map.indices.contains(old.id) ? map[old.id] ?? old : old
  }

  /// Whether an old value has a new one.
  package func has(_ old: Value) -> Bool { map.indices.contains(old.id) && map[old.id] != nil }

  package mutating func copyInputs(
    _ type: (GraphInput) -> TensorType? = { _ in nil }
  ) {
    for input in source.inputs {
      let inputType = type(input) ?? source.type(of: input.value)
      set(input.value, to: builder.input(input.name, inputType, role: input.role))
    }
  }

  package mutating func copy(_ node: Node) { copy(node, regions: nil) }

  /// Copies a node of the source, with other regions where they are given.
  package mutating func copy(_ node: Node, regions: [Graph]?) {
    builder.origin = node.origin
    let inputs = node.inputs.map { new($0) }
    let results =
      regions == nil && keepsTypes(node, inputs)
      ? builder.repeated(node, inputs, types: node.results.map { source.type(of: $0) })
      : builder.apply(node.op, list: inputs, regions: regions ?? node.regions)
    for (old, result) in zip(node.results, results) { set(old, to: result) }
  }

  /// Whether the operands have the types that the node's results were computed from.
  private func keepsTypes(_ node: Node, _ inputs: [Value]) -> Bool {
    zip(node.inputs, inputs).allSatisfy { source.type(of: $0) == builder.type(of: $1) }
  }

  package mutating func copyOutputs() {
    for output in source.outputs {
      builder.output(output.name, new(output.value), role: output.role)
    }
  }
}

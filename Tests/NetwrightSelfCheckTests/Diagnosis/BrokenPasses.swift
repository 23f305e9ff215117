import NetwrightIR
import NetwrightOps
import NetwrightPasses
import NetwrightTensor

/// Takes a product for a quotient: what a wrong pass looks like.
struct MistakeProducts: RewritePass {
  static let name = "mistake-products"

  func rewrite(_ node: Node, inputs: [Value], in builder: inout GraphBuilder) -> [Value]? {
    guard node.op is Multiply else { return nil }
    return [builder.multiply(inputs[0], inputs[0])]
  }
}

/// Computes the same with other nodes.
struct AddZeros: RewritePass {
  static let name = "add-zeros"

  func rewrite(_ node: Node, inputs: [Value], in builder: inout GraphBuilder) -> [Value]? {
    guard node.op is HyperbolicTangent else { return nil }
    let y = builder.tanh(inputs[0])
    return [builder.add(y, builder.constant(0, like: y))]
  }
}

/// Forgets the update of one tensor, so that it keeps its value.
struct ForgetUpdate: Pass {
  static let name = "forget-update"

  func run(on graph: Graph) throws(GraphBuilder.Failure) -> Graph {
    var copier = GraphCopier(graph)
    copier.copyInputs()
    for node in graph.nodes { copier.copy(node) }
    let forgotten = graph.outputs.firstIndex { if case .update = $0.role { true } else { false } }
    for (index, output) in graph.outputs.enumerated() where index != forgotten {
      copier.builder.output(output.name, copier.new(output.value), role: output.role)
    }
    return try copier.builder.finish()
  }
}

/// Refuses every graph that has a product.
struct RefuseProducts: Pass {
  static let name = "refuse-products"

  func run(on graph: Graph) throws(GraphBuilder.Failure) -> Graph {
    guard graph.nodes.contains(where: { $0.op is Multiply }) else { return graph }
    throw GraphBuilder.Failure(
      error: .operandCount(expected: 1, found: 2), keyword: "multiply", origin: .none)
  }
}

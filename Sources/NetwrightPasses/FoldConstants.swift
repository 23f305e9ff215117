import NetwrightIR
import NetwrightOps
import NetwrightTensor

/// Evaluates elementwise ops and views of constants, and sizes that are known.
///
/// Safe: the reference evaluation that defines the op gives the value, in `Double`; folding rounds
/// once where the kernel would round at every step. Never worse: a node becomes a constant.
package struct FoldConstants: RewritePass {
  package static let name = "fold-constants"
  package init() {}

  package func rewrite(
    _ node: Node, inputs: [Value], in builder: inout GraphBuilder
  ) -> [Value]? {
    let types = inputs.map { builder.type(of: $0) }
    if node.op is Size {
      var call = ReferenceCall<Double>(
        inputs: types.map { Buffer(sizes: $0.sizes, elements: []) }, inputTypes: types,
        resultTypes: [.scalar()], regions: [])
      node.op.evaluateDouble(&call)
      return [builder.constant(call.results[0][0], .scalar())]
    }
    guard !inputs.isEmpty,
      node.traits.contains(.elementwise) || node.traits.contains(.view),
      let values = constants(inputs, in: builder.graph)
    else { return nil }
    let operands = types.map { Operand($0) }
    guard let type = try? node.op.resultTypes(of: operands, regions: [], in: builder.context)[0]
    else { return nil }
    if node.traits.contains(.view) { return [builder.constant(values[0], type)] }
    var call = ReferenceCall<Double>(
      inputs: values.map { Buffer(scalar: $0) }, inputTypes: types.map { $0.with(Shape([])) },
      resultTypes: [type.with(Shape([]))], regions: [])
    node.op.evaluateDouble(&call)
    let value = call.results[0][0]
    return [builder.constant(type.dtype == .f32 ? Double(Float(value)) : value, type)]
  }

  private func constants(_ values: [Value], in graph: Graph) -> [Double]? {
    var result: [Double] = []
    for value in values {
      guard let constant = graph.producer(of: value)?.op as? Constant else { return nil }
      result.append(constant.value)
    }
    return result
  }
}

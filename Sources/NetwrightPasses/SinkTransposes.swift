import NetwrightIR
import NetwrightOps
import NetwrightTensor

/// Lets a transpose of leading axes follow a contraction that makes rows narrower:
/// `contraction(reshape(transpose(x)), w)` multiplies `x` as it lies and transposes the product.
///
/// Safe: the contraction treats all rows alike. Never worse: fewer elements are moved. Before
/// differentiation, so that the gradient moves the narrower rows too.
package struct SinkTransposes: RewritePass {
  package static let name = "sink-transposes"
  package init() {}

  package func rewrite(
    _ node: Node, inputs: [Value], in builder: inout GraphBuilder
  ) -> [Value]? {
    guard let contraction = node.op as? Contraction, !contraction.transposeLeft,
      let flat = builder.graph.producer(of: inputs[0]), flat.op is Reshape,
      let moved = builder.graph.producer(of: flat.inputs[0]),
      let transpose = moved.op as? Transpose,
      let rows = builder.type(of: inputs[0]).shape.sizes, rows.count == 2,
      let sizes = builder.type(of: moved.inputs[0]).shape.sizes,
      let weight = builder.type(of: inputs[1]).shape.sizes
    else { return nil }
    let columns = weight[contraction.transposeRight ? 0 : 1]
    guard transpose.permutation.last == sizes.count - 1, sizes.last == rows[1],
      columns < rows[1]
    else { return nil }
    let plain = builder.reshape(moved.inputs[0], to: Shape(sizes: rows))
    let product = builder.contract(
      plain, inputs[1], transposeRight: contraction.transposeRight)
    let unfolded = builder.reshape(product, to: Shape(sizes: sizes.dropLast() + [columns]))
    let result = builder.transpose(unfolded, transpose.permutation)
    return [builder.reshape(result, to: Shape(sizes: [rows[0], columns]))]
  }
}

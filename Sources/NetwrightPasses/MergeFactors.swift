import NetwrightIR
import NetwrightOps
import NetwrightTensor

/// Rewrites `(x · a) · b` with constants `a` and `b` to `x · (a · b)`.
///
/// Only where the product is exact, and neither it nor its factors leave the normal numbers: then
/// one rounding takes the place of two, and all that can differ is that `x · a` overflows no more
/// on the way. Sums of constants are not merged: they round. Never worse: a product for a product.
package struct MergeFactors: RewritePass {
  package static let name = "merge-factors"
  package init() {}

  package func rewrite(
    _ node: Node, inputs: [Value], in builder: inout GraphBuilder
  ) -> [Value]? {
    guard node.op is Multiply, builder.type(of: inputs[0]).dtype.isFloat,
      let (x, outer) = scaled(inputs, in: builder.graph),
      let inner = builder.graph.producer(of: x), inner.op is Multiply,
      let (source, first) = scaled(inner.inputs, in: builder.graph)
    else { return nil }
    let type = builder.type(of: x)
    guard let product = exactProduct(first, outer, type.dtype) else { return nil }
    return [builder.multiply(source, builder.constant(product, type))]
  }

  /// The operand that is no constant, and the number that it is multiplied by.
  private func scaled(_ inputs: [Value], in graph: Graph) -> (Value, Double)? {
    switch (graph.constant(inputs[0]), graph.constant(inputs[1])) {
    case (nil, let factor?): (inputs[0], factor)
    case (let factor?, nil): (inputs[1], factor)
    default: nil
    }
  }

  private func exactProduct(_ a: Double, _ b: Double, _ dtype: DType) -> Double? {
    let product = a * b
    guard product.isNormal, (-product).addingProduct(a, b) == 0 else { return nil }
    guard dtype == .f32 else { return product }
    let isExact = [a, b, product].allSatisfy { Float($0).isNormal && Double(Float($0)) == $0 }
    return isExact ? product : nil
  }
}

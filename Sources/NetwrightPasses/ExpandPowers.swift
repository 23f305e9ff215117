import NetwrightIR
import NetwrightOps
import NetwrightTensor

/// Rewrites powers with small constant exponents to products and roots, and `x / √y` to
/// `x · (1 / √y)`.
///
/// Safe within two roundings. Infinities and NaN come out the same, and `x ** 0` is 1 for NaN too.
/// Only −∞ and −0 to the power of ±0.5 differ: they become the roots of these, as in PyTorch. Never
/// worse: a power costs a hundred products.
package struct ExpandPowers: RewritePass {
  package static let name = "expand-powers"
  package init() {}

  package func rewrite(
    _ node: Node, inputs: [Value], in builder: inout GraphBuilder
  ) -> [Value]? {
    let result =
      switch node.op {
      case is Power: power(inputs[0], inputs[1], in: &builder)
      case is Divide: quotient(inputs[0], inputs[1], in: &builder)
      default: Value?.none
      }
    return result.map { [$0] }
  }

  private func power(
    _ x: Value, _ exponent: Value, in builder: inout GraphBuilder
  ) -> Value? {
    guard let number = builder.graph.constant(exponent) else { return nil }
    switch number {
    case 0: return builder.constant(1, builder.type(of: x))
    case 1: return x
    case 2: return builder.multiply(x, x)
    case 3: return builder.multiply(builder.multiply(x, x), x)
    case 4:
      let square = builder.multiply(x, x)
      return builder.multiply(square, square)
    case -1: return builder.divide(builder.constant(1, like: x), x)
    case 0.5: return builder.squareRoot(x)
    case -0.5: return builder.reciprocalSquareRoot(x)
    default: return nil
    }
  }

  /// The root may stand behind views: then its reciprocal is computed before they repeat it.
  private func quotient(_ x: Value, _ divisor: Value, in builder: inout GraphBuilder) -> Value? {
    guard builder.type(of: x).dtype == .f32 else { return nil }
    var views: [Node] = []
    var value = divisor
    while let node = builder.graph.producer(of: value), node.op is Broadcast {
      views.append(node)
      value = node.inputs[0]
    }
    guard let root = builder.graph.producer(of: value), root.op is SquareRoot else { return nil }
    var inverse = builder.reciprocalSquareRoot(root.inputs[0])
    for view in views.reversed() { inverse = builder.apply(view.op, inverse) }
    return builder.graph.constant(x) == 1 ? inverse : builder.multiply(x, inverse)
  }
}

import NetwrightIR
import NetwrightOps
import NetwrightTensor

/// Removes arithmetic that changes nothing: `x + 0`, `x − 0`, `x · 1`, `x / 1`, `x · −1`, `0 − x`,
/// `−(−x)`, `x + (−y)`, `x − (−y)`, `| |x| |`, `max(x, x)`, rectified twice, `not not x`, choices
/// between equals or by a constant, and divisions by constants with an exact reciprocal.
///
/// Safe bit for bit, but for `−0 + 0` and the sign of a zero. Never worse: every rule drops a node
/// or puts a cheaper one in its place. `x · 0` stays, since `NaN · 0` is not 0, and so does
/// `x − x`.
package struct SimplifyArithmetic: RewritePass {
  package static let name = "simplify-arithmetic"
  package init() {}

  package func rewrite(
    _ node: Node, inputs: [Value], in builder: inout GraphBuilder
  ) -> [Value]? {
    let result =
      switch inputs.count {
      case 1: unary(node.op, inputs[0], in: builder.graph)
      case 2: binary(node.op, inputs[0], inputs[1], in: &builder)
      case 3: choice(node.op, inputs, in: &builder)
      default: Value?.none
      }
    return result.map { [$0] }
  }

  private func unary(_ op: any Op, _ x: Value, in graph: Graph) -> Value? {
    guard let inner = graph.producer(of: x) else { return nil }
    switch op {
    case is Negate: return inner.op is Negate ? inner.inputs[0] : nil
    case is Not: return inner.op is Not ? inner.inputs[0] : nil
    case is Rectify: return inner.op is Rectify ? x : nil
    case is Absolute: return inner.op is Absolute ? x : nil
    default: return nil
    }
  }

  private func binary(
    _ op: any Op, _ a: Value, _ b: Value, in builder: inout GraphBuilder
  ) -> Value? {
    let graph = builder.graph
    switch op {
    case is Add:
      if graph.constant(a) == 0 { return b }
      if graph.constant(b) == 0 { return a }
      if let minus = negated(b, in: graph) { return builder.subtract(a, minus) }
      if let minus = negated(a, in: graph) { return builder.subtract(b, minus) }
    case is Subtract:
      if graph.constant(b) == 0 { return a }
      if graph.constant(a) == 0 { return builder.negate(b) }
      if let minus = negated(b, in: graph) { return builder.add(a, minus) }
    case is Multiply:
      for (constant, other) in [(a, b), (b, a)] {
        if graph.constant(constant) == 1 { return other }
        if graph.constant(constant) == -1 { return builder.negate(other) }
      }
    case is Divide:
      if graph.constant(b) == 1 { return a }
      if let reciprocal = exactReciprocal(b, in: graph) {
        return builder.multiply(a, builder.constant(reciprocal, builder.type(of: b)))
      }
    case is Maximum, is Minimum, is And, is Or: return a == b ? a : nil
    default: break
    }
    return nil
  }

  private func choice(
    _ op: any Op, _ inputs: [Value], in builder: inout GraphBuilder
  ) -> Value? {
    guard op is Select else { return nil }
    let (mask, yes, no) = (inputs[0], inputs[1], inputs[2])
    if yes == no { return yes }
    if let constant = builder.graph.constant(mask) { return constant != 0 ? yes : no }
    guard let inner = builder.graph.producer(of: mask), inner.op is Not else { return nil }
    return builder.select(inner.inputs[0], no, yes)
  }

  private func negated(_ value: Value, in graph: Graph) -> Value? {
    guard let node = graph.producer(of: value), node.op is Negate else { return nil }
    return node.inputs[0]
  }

  /// `1 / c` where `c` is a power of two, so that the product rounds like the quotient; both must
  /// be normal numbers of the element type.
  private func exactReciprocal(_ value: Value, in graph: Graph) -> Double? {
    guard graph.type(of: value).dtype.isFloat, let number = graph.constant(value), number.isNormal,
      number.significand == 1, (1 / number).isNormal
    else { return nil }
    let isSingle = graph.type(of: value).dtype == .f32
    return isSingle && !(Float(number).isNormal && Float(1 / number).isNormal) ? nil : 1 / number
  }
}

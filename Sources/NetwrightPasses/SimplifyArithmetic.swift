import NetwrightIR
import NetwrightOps
import NetwrightTensor

/// Removes arithmetic that changes nothing: `x + 0`, `x − 0`, `x · 1`, `x / 1`, `x · −1`, `0 − x`,
/// `−(−x)`, `x ** 1`, and divisions by constants with an exact reciprocal.
///
/// Safe bit for bit, but for `−0 + 0` and the sign of a zero. Never worse: every rule drops a node
/// or puts a cheaper one in its place. `x · 0` stays, since `NaN · 0` is not 0.
package struct SimplifyArithmetic: RewritePass {
  package static let name = "simplify-arithmetic"
  package init() {}

  package func rewrite(
    _ node: Node, inputs: [Value], in builder: inout GraphBuilder
  ) -> [Value]? {
    let graph = builder.graph
    switch node.op {
    case is Add:
      if isConstant(inputs[0], 0, in: graph) { return [inputs[1]] }
      if isConstant(inputs[1], 0, in: graph) { return [inputs[0]] }
    case is Subtract:
      if isConstant(inputs[1], 0, in: graph) { return [inputs[0]] }
      if isConstant(inputs[0], 0, in: graph) { return [builder.negate(inputs[1])] }
    case is Multiply:
      for (constant, other) in [(inputs[0], inputs[1]), (inputs[1], inputs[0])] {
        if isConstant(constant, 1, in: graph) { return [other] }
        if isConstant(constant, -1, in: graph) { return [builder.negate(other)] }
      }
    case is Divide:
      if isConstant(inputs[1], 1, in: graph) { return [inputs[0]] }
      if let reciprocal = exactReciprocal(inputs[1], in: graph) {
        let factor = builder.constant(reciprocal, builder.type(of: inputs[1]))
        return [builder.multiply(inputs[0], factor)]
      }
    case is Negate:
      if let inner = graph.producer(of: inputs[0]), inner.op is Negate { return [inner.inputs[0]] }
    case is Power:
      if isConstant(inputs[1], 1, in: graph) { return [inputs[0]] }
    default: break
    }
    return nil
  }

  private func constant(_ value: Value, in graph: Graph) -> Double? {
    (graph.producer(of: value)?.op as? Constant)?.value
  }

  private func isConstant(_ value: Value, _ number: Double, in graph: Graph) -> Bool {
    constant(value, in: graph) == number
  }

  /// `1 / c` where `c` is a power of two, so that the product rounds like the quotient; both must be
  /// normal numbers of the element type.
  private func exactReciprocal(_ value: Value, in graph: Graph) -> Double? {
    guard let number = constant(value, in: graph), number.isNormal,
      number.significand == 1, (1 / number).isNormal
    else { return nil }
    let isSingle = graph.type(of: value).dtype == .f32
    return isSingle && !(Float(number).isNormal && Float(1 / number).isNormal) ? nil : 1 / number
  }
}

import NetwrightIR
import NetwrightTensor

/// Sum over axes, which vanish.
///
/// - Shapes: `x: s` → `s` without `axes`.
/// - Dtype: `f32` (`f64` in the interpreter). The reference sums in ascending row-major order.
/// - Gradient: `∂x` = `g`, repeated along `axes`.
/// - Cost: one operation an element.
/// - Errors: `E0307` when an axis does not exist or stands twice.
package struct ReduceSum: ReductionOp {
  package static let keyword = "reduce_sum"
  package static let traits: OpTraits = [.reduction]
  package static let function = ReductionFunction.sum
  package static let examples = [
    OpExample(ReduceSum(axes: [1]), [[2, 3]], result: [2]),
    OpExample(ReduceSum(axes: [0]), [[2, 3]], result: [3]),
    OpExample(ReduceSum(axes: [0, 2]), [[2, 3, 4]], result: [3]),
    OpExample(ReduceSum(axes: [0, 1]), [[2, 3]], result: []),
  ]

  package let axes: [Int]
  package init(axes: [Int]) { self.axes = axes }

  package func gradient(at site: GradientSite, in graph: inout GraphBuilder) -> [Value?] {
    let shape = graph.type(of: site.inputs[0]).shape
    let kept = (0..<shape.rank).filter { !axes.contains($0) }
    return [graph.broadcast(site.upstream, to: shape, axes: kept)]
  }
}

extension GraphBuilder {
  package mutating func reduceSum(_ x: Value, axes: [Int]) -> Value {
    axes.isEmpty ? x : apply(ReduceSum(axes: axes), x)
  }
}

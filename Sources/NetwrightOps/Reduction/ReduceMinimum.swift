import NetwrightIR
import NetwrightTensor

/// Smallest element over axes, which vanish; NaN wins over any number.
///
/// - Shapes: `x: s` → `s` without `axes`; ∞ where they are empty.
/// - Dtype: `f32` (`f64` in the interpreter).
/// - Gradient: `∂x` = `g` at the smallest element, shared equally among equal ones.
/// - Cost: one operation an element.
/// - Errors: `E0307` when an axis does not exist or stands twice.
package struct ReduceMinimum: ReductionOp {
  package static let keyword = "reduce_min"
  package static let traits: OpTraits = [.reduction, .kinked]
  package static let function = ReductionFunction.minimum
  package static let examples = [
    OpExample(ReduceMinimum(axes: [1]), [[2, 3]], result: [2]),
    OpExample(ReduceMinimum(axes: [0]), [[3, 5]], result: [5]),
    OpExample(ReduceMinimum(axes: [0, 2]), [[2, 3, 4]], result: [3]),
    OpExample(ReduceMinimum(axes: [0]), [[1]], result: []),
    OpExample(ReduceMinimum(axes: [1]), [[0, 3]], result: [0]),
  ]

  package let axes: [Int]
  package init(axes: [Int]) { self.axes = axes }

  package func gradient(at site: GradientSite, in graph: inout GraphBuilder) -> [Value?] {
    graph.sharedAmongEqual(site, axes: axes)
  }
}

extension GraphBuilder {
  package mutating func reduceMinimum(_ x: Value, axes: [Int]) -> Value {
    axes.isEmpty ? x : apply(ReduceMinimum(axes: axes), x)
  }
}

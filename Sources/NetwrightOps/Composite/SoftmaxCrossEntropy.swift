import NetwrightIR
import NetwrightTensor

/// Cross entropy of each row of logits with a class: `ln Σ e^x − x[target]`, in natural units.
///
/// The class is picked by comparing with a count, so that the whole is elementwise ops and folds of
/// rows, and an infinite logit elsewhere does no harm. A target that is no class counts as a logit
/// of 0 less the maximum; readers of data check before.
///
/// - Shapes: `logits: [.., classes]`, `target: [..]` → `[..]`.
/// - Dtype: logits `f32` (`f64` in the interpreter), target `i32` → that of the logits.
/// - Gradient: `∂logits = g · (softmax − one-hot)`, from the parts.
/// - Cost: two sweeps of a row, one exponential an element.
/// - Errors: `E0301` when the logits have no axis, or the target not one less; `E0303` when the
///   leading sizes differ; `E0305` for other element types.
package struct SoftmaxCrossEntropy: CompositeOp {
  package static let keyword = "softmax_cross_entropy"
  package static let examples = [
    SoftmaxCrossEntropy.example([2, 3]), SoftmaxCrossEntropy.example([7]),
    SoftmaxCrossEntropy.example([2, 3, 5]), SoftmaxCrossEntropy.example([3, 1]),
    SoftmaxCrossEntropy.example([0, 3]),
  ]

  private static func example(_ logits: [Int]) -> OpExample {
    let rows = Array(logits.dropLast())
    return OpExample(
      SoftmaxCrossEntropy(), [TensorType(sizes: logits), TensorType(sizes: rows, .i32)],
      results: [TensorType(sizes: rows)], integerBound: logits[logits.count - 1])
  }

  package init() {}
  package init(attributes: AttributeReader) throws(AttributeError) {}

  package func resultTypes(
    of inputs: [Operand], regions: [Graph], in context: ShapeContext
  ) throws(ShapeError) -> [TensorType] {
    try context.requireCount(inputs, 2)
    let (logits, target) = (inputs[0], inputs[1])
    try context.requireRows(logits)
    try context.require(target, dtype: .i32)
    guard target.rank == logits.rank - 1 else {
      throw .rank(target, expected: "one axis less than \(logits.type)")
    }
    for (axis, size) in target.shape.dims.enumerated() {
      try context.require(
        size, equals: logits.shape[axis], of: target, else: .shapesDiffer(logits, target))
    }
    return [logits.type.with(target.shape)]
  }

  package func decompose(_ inputs: [Value], in graph: inout GraphBuilder) -> [Value] {
    let below = graph.belowRowMaximum(inputs[0])
    let type = graph.type(of: below)
    let axes = [type.rank - 1]
    let normalizer = graph.logarithm(graph.reduceSum(graph.exponential(below), axes: axes))
    let classes = graph.iota(type.shape, axis: axes[0], .i32)
    let isTarget = graph.equal(classes, graph.alongRows(inputs[1], like: below))
    let hits = graph.select(isTarget, below, graph.constant(0, like: below))
    return [graph.subtract(normalizer, graph.reduceSum(hits, axes: axes))]
  }
}

extension GraphBuilder {
  /// The loss of each row.
  package mutating func softmaxCrossEntropy(_ logits: Value, _ target: Value) -> Value {
    apply(SoftmaxCrossEntropy(), logits, target)
  }
}

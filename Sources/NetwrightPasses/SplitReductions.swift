import NetwrightIR
import NetwrightOps
import NetwrightTensor

/// Turns each reduction into steps that one loop nest can run: over the last axis alone, or over
/// axes before it. A reduction over axes of size 1 becomes a reshape, one over no axes its operand.
///
/// Safe: sums are reassociated as the tolerance of `reduce` kernels allows. Costs one small node
/// where both kinds of axes are folded, after the larger part has gone.
package struct SplitReductions: RewritePass {
  package static let name = "split-reductions"
  package static let necessity: String? =
    "a kernel folds either the last axis or axes before it, not both"
  package init() {}

  package func rewrite(
    _ node: Node, inputs: [Value], in builder: inout GraphBuilder
  ) -> [Value]? {
    guard let reduction = node.op as? any ReductionOp else { return nil }
    return [rewrite(reduction, inputs[0], in: &builder)]
  }

  private func rewrite(
    _ reduction: some ReductionOp, _ input: Value, in builder: inout GraphBuilder
  ) -> Value {
    let make = Swift.type(of: reduction)
    let shape = builder.type(of: input).shape
    let axes = reduction.axes
    if axes.isEmpty { return input }
    let large = axes.filter { shape[$0] != 1 }
    guard large.count == axes.count else {
      // Shed the unit axes; the others keep their order.
      let core = (0..<shape.rank).filter { !axes.contains($0) || shape[$0] != 1 }
      let shed = builder.reshape(input, to: Shape(core.map { shape[$0] }))
      let renumbered = core.indices.filter { large.contains(core[$0]) }
      return renumbered.isEmpty
        ? shed : rewrite(make.init(axes: renumbered), shed, in: &builder)
    }
    guard axes.count > 1, axes.contains(shape.rank - 1) else {
      return trailingUnit(reduction, input, shape, in: &builder)
    }
    let rows = builder.apply(make.init(axes: [shape.rank - 1]), input)
    let rest = axes.filter { $0 != shape.rank - 1 }
    return rewrite(make.init(axes: rest), rows, in: &builder)
  }

  /// A kept last axis of size 1 is shed, so that the folded axis becomes the last and vectorizes.
  private func trailingUnit(
    _ reduction: some ReductionOp, _ input: Value, _ shape: Shape, in builder: inout GraphBuilder
  ) -> Value {
    let make = Swift.type(of: reduction)
    guard shape.rank >= 2, shape[shape.rank - 1] == 1, !reduction.axes.contains(shape.rank - 1)
    else { return builder.apply(reduction, input) }
    let shed = builder.reshape(input, to: Shape(Array(shape.dims.dropLast())))
    let folded = rewrite(make.init(axes: reduction.axes), shed, in: &builder)
    return builder.reshape(folded, to: Shape(builder.type(of: folded).shape.dims + [1]))
  }
}

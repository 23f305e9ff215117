import NetwrightIR
import NetwrightOps
import NetwrightTensor

/// Lets contractions read transposed operands in place: `contraction(transpose(x), y)` becomes a
/// contraction whose flag is turned.
///
/// Safe: the flag means just that. Never worse: contraction kernels read either order while packing.
package struct FoldTransposes: RewritePass {
  package static let name = "fold-transposes"
  package init() {}

  package func rewrite(
    _ node: Node, inputs: [Value], in builder: inout GraphBuilder
  ) -> [Value]? {
    guard let contraction = node.op as? Contraction else { return nil }
    let left = untransposed(inputs[0], in: builder.graph)
    let right = untransposed(inputs[1], in: builder.graph)
    guard left != nil || right != nil else { return nil }
    return [
      builder.contract(
        left ?? inputs[0], right ?? inputs[1],
        transposeLeft: contraction.transposeLeft != (left != nil),
        transposeRight: contraction.transposeRight != (right != nil))
    ]
  }

  /// The source of a transpose that swaps the last two axes and no others.
  private func untransposed(_ value: Value, in graph: Graph) -> Value? {
    guard let node = graph.producer(of: value), let transpose = node.op as? Transpose else {
      return nil
    }
    var swapped = Array(0..<transpose.permutation.count)
    guard swapped.count >= 2 else { return nil }
    swapped.swapAt(swapped.count - 1, swapped.count - 2)
    return transpose.permutation == swapped ? node.inputs[0] : nil
  }
}

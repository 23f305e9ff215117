/// `[batches, rows, depth] · [batches, depth, columns]`, either side possibly stored transposed.
package struct ContractionForm: Hashable, Sendable {
  package var batches: Int
  package var rows: Int
  package var columns: Int
  package var depth: Int
  package var transposeLeft: Bool
  package var transposeRight: Bool
  /// Whether `packRight` has put the right side into the order that the kernel reads.
  package var rightIsPacked: Bool

  package init(
    batches: Int, rows: Int, columns: Int, depth: Int, transposeLeft: Bool, transposeRight: Bool,
    rightIsPacked: Bool = false
  ) {
    self.batches = batches
    self.rows = rows
    self.columns = columns
    self.depth = depth
    self.transposeLeft = transposeLeft
    self.transposeRight = transposeRight
    self.rightIsPacked = rightIsPacked
  }
}

extension ContractionForm {
  /// Elements of a packed right side, for vectors of any width up to 16.
  package static func packedElements(depth: Int, columns: Int) -> Int {
    depth * ((columns + 47) / 48 * 48)
  }
}

/// Sizes of a two-dimensional convolution: NHWC input, HWIO filter.
package struct ConvolutionGeometry: Hashable, Sendable {
  package var batch = 1, height = 1, width = 1, channels = 1, filters = 1
  package var kernelHeight = 1, kernelWidth = 1, strideHeight = 1, strideWidth = 1
  package var paddingTop = 0, paddingLeft = 0, paddingBottom = 0, paddingRight = 0
  package var dilationHeight = 1, dilationWidth = 1, groups = 1

  package init() {}

  package var outputHeight: Int {
    (height + paddingTop + paddingBottom - dilationHeight * (kernelHeight - 1) - 1) / strideHeight
      + 1
  }
  package var outputWidth: Int {
    (width + paddingLeft + paddingRight - dilationWidth * (kernelWidth - 1) - 1) / strideWidth + 1
  }
}

package enum ConvolutionKind: String, Hashable, Sendable {
  /// Inputs: input, filter.
  case forward
  /// Inputs: upstream, filter.
  case inputGradient
  /// Inputs: input, upstream.
  case filterGradient
}

/// Sizes of a two-dimensional pooling, NHWC.
package struct PoolGeometry: Hashable, Sendable {
  package var batch = 1, height = 1, width = 1, channels = 1
  package var windowHeight = 1, windowWidth = 1, strideHeight = 1, strideWidth = 1
  package var paddingTop = 0, paddingLeft = 0, paddingBottom = 0, paddingRight = 0

  package init() {}

  package var outputHeight: Int {
    (height + paddingTop + paddingBottom - windowHeight) / strideHeight + 1
  }
  package var outputWidth: Int {
    (width + paddingLeft + paddingRight - windowWidth) / strideWidth + 1
  }
}

package enum PoolKind: Hashable, Sendable {
  case maximum
  case average(countIncludesPadding: Bool)
}

/// Sizes of multi-head self-attention over queries, keys and values packed into one tensor
/// `[batch, positions, 3 · heads · headWidth]`.
package struct AttentionGeometry: Hashable, Sendable {
  package let batch: Int
  package let heads: Int
  package let positions: Int
  package let headWidth: Int
  /// Whether position `i` sees the positions 0 to `i` alone.
  package let isCausal: Bool

  package init(batch: Int, heads: Int, positions: Int, headWidth: Int, isCausal: Bool) {
    self.batch = batch
    self.heads = heads
    self.positions = positions
    self.headWidth = headWidth
    self.isCausal = isCausal
  }
}

/// One part of an assembled tensor: an operand, copied to where it starts.
package struct AssemblyPart: Hashable, Sendable {
  package let input: Int
  package let starts: [Int]
  package init(input: Int, starts: [Int]) {
    self.input = input
    self.starts = starts
  }
}

/// The kernels that exist beside plain loops; each is one skeleton of the runtime.
package enum Skeleton: Hashable, Sendable {
  case contraction(ContractionForm)
  case convolution(ConvolutionKind, ConvolutionGeometry)
  case pool(PoolKind, PoolGeometry)
  /// Inputs: the pooled tensor, the upstream gradient.
  case poolGradient(PoolKind, PoolGeometry)
  /// Rows of a table `[entries, width]` by `count` indices. Inputs: table, indices.
  case gatherRows(count: Int, entries: Int, width: Int)
  /// Sums rows into zeros `[entries, width]`. Inputs: indices, rows.
  case scatterAddRows(count: Int, entries: Int, width: Int)
  /// Input: the packed tensor. Two results: the attended values, the log-sum-exp of each row.
  case attention(AttentionGeometry)
  /// Inputs: the packed tensor, the two results of attention, the upstream gradient.
  case attentionGradient(AttentionGeometry)
  /// A right side `[depth, columns]`, possibly stored transposed, in the order that contractions
  /// with `rightIsPacked` read. Its result is as large as `packedElements` says; only they know it.
  case packRight(depth: Int, columns: Int, transposed: Bool)
  /// Folds axes of the only input; runs as loops.
  case reduction(ReductionFunction, axes: [Int])
  /// A tensor put together from its inputs, `fill` where none reaches; runs as loops.
  case assembly(fill: Double?, [AssemblyPart])
}

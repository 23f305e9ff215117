/// Multi-head attention `softmax(q · kᵀ / √headWidth) · v` of packed operands, head by head.
///
/// - Shapes: `packed: [batch, positions, 3 · width]`, queries, keys and values one after the other
///   in the last axis, head `h` in the columns `h · headWidth ..< (h + 1) · headWidth` of each →
///   `results: [batch, positions, width]`, `logSumExp: [batch, heads, positions]`, in natural units.
/// - `workspace`: `attentionWorkspace` floats.
/// - Otherwise as `attention`.
public func packedAttention(
  _ shape: AttentionShape, packed: Floats, into results: Floats, logSumExp: Floats,
  workspace: Floats, _ part: Part
) {
  let (queries, keys, values) = shape.packed(packed)
  attention(
    shape, queries: queries, keys: keys, values: values, into: shape.plain(results),
    logSumExp: logSumExp, workspace: workspace, part)
}

/// Multi-head attention `softmax(q · kᵀ / √headWidth) · v`, by the online softmax of FlashAttention
/// (Dao et al., 2022; Milakov and Gimelshein, 2018): no row of scores is longer than a block of keys,
/// and blocks that a causal mask hides are skipped.
///
/// - Shapes: rows of `headWidth` features for every batch, position and head; `logSumExp: [batch,
///   heads, queries]`, the logarithm of the sum that each row was divided by.
/// - There is at least one key.
/// - `workspace`: `attentionWorkspace` floats.
/// - Cost: `4 · headWidth` floating-point operations and one exponential for each pair of a query
///   and a key that it sees.
/// - Threads take heads, or where these are few, blocks of queries; bits do not depend on it.
public func attention(
  _ shape: AttentionShape, queries: HeadRows, keys: HeadRows, values: HeadRows,
  into results: HeadRows, logSumExp: Floats, workspace: Floats, _ part: Part
) {
  if shape.queries == 0 || shape.headWidth == 0 { return }
  if lanes == 16 {
    AttentionForward<12>(
      shape: shape, queries: queries, keys: keys, values: values, results: results,
      logSumExp: logSumExp, workspace: workspace, part
    ).run(part)
  } else {
    AttentionForward<6>(
      shape: shape, queries: queries, keys: keys, values: values, results: results,
      logSumExp: logSumExp, workspace: workspace, part
    ).run(part)
  }
}

/// Floats of workspace that `attention` needs.
public func attentionWorkspace(_ shape: AttentionShape, threads: Int) -> Int {
  forAnyLanes { lanes in
    AttentionForwardLayout(shape, tileRows: lanes == 16 ? 12 : 6, lanes: lanes).floats
  } &* max(threads, 1)
}

/// What one thread keeps in the workspace, as offsets in floats.
struct AttentionForwardLayout {
  /// A multiple of two vectors, so that blocks begin at panels.
  static var keyBlock: Int { 128 }

  let queryBlock: Int
  /// Transposed keys of a head in panels of two vectors: `[panel][feature][key]`.
  let keys = 0
  let values: Int
  /// Unnormalized results of a block of queries.
  let sums: Int
  /// The scores of one strip, later its probabilities.
  let scores: Int
  let maxima: Int
  /// A vector of partial sums for each row; in the end one float for each: 1 / its sum.
  let normalizers: Int
  let floats: Int

  init(_ shape: AttentionShape, tileRows: Int, lanes: Int = lanes) {
    queryBlock = 8 &* tileRows
    let width = shape.paddedWidth(lanes: lanes)
    let panels = (shape.keys &+ 2 &* lanes &- 1) / (2 &* lanes)
    values = wholeLines(panels &* 2 &* lanes &* shape.headWidth)
    sums = values &+ wholeLines(shape.keys &* width)
    scores = sums &+ wholeLines(queryBlock &* width)
    maxima = scores &+ wholeLines(tileRows &* (Self.keyBlock &+ 16))
    normalizers = maxima &+ wholeLines(queryBlock)
    floats = normalizers &+ wholeLines(queryBlock &* lanes)
  }
}

/// Floats rounded up to whole cache lines.
func wholeLines(_ floats: Int) -> Int { (floats &+ 15) & ~15 }

/// Gradient of `packedAttention`.
///
/// - Shapes: `packed` and `into`: `[batch, positions, 3 · width]`; `results` and `upstream`:
///   `[batch, positions, width]`; `logSumExp: [batch, heads, positions]`. `into` is overwritten.
/// - `workspace`: `attentionGradientWorkspace` floats.
/// - Otherwise as `attentionGradient`.
public func packedAttentionGradient(
  _ shape: AttentionShape, packed: Floats, results: Floats, logSumExp: Floats, upstream: Floats,
  into gradient: Floats, workspace: Floats, _ part: Part
) {
  let operands = shape.packed(packed)
  let gradients = shape.packed(gradient)
  attentionGradient(
    shape, queries: operands.queries, keys: operands.keys, values: operands.values,
    results: shape.plain(results), logSumExp: logSumExp, upstream: shape.plain(upstream),
    intoQueries: gradients.queries, intoKeys: gradients.keys, intoValues: gradients.values,
    workspace: workspace, part)
}

/// Gradient of `attention` with respect to queries, keys and values.
///
/// Probabilities are computed again, block by block, from scores and `logSumExp` (Dao et al., 2022,
/// appendix B): with `p = e^(score − logSumExp)` and `g` the upstream,
/// `∂v = pᵀ·g`, `∂score = p ∘ (g·vᵀ − Σ g ∘ result)`, `∂q = ∂score·k / √headWidth`,
/// `∂k = ∂scoreᵀ·q / √headWidth`.
///
/// - Shapes: as in `attention`; results are overwritten.
/// - `workspace`: `attentionGradientWorkspace` floats.
/// - Cost: `10 · headWidth` floating-point operations and one exponential for each pair of a query
///   and a key that it sees.
/// - Threads take heads; sums run over ascending positions, so that bits do not depend on it.
public func attentionGradient(
  _ shape: AttentionShape, queries: HeadRows, keys: HeadRows, values: HeadRows,
  results: HeadRows, logSumExp: Floats, upstream: HeadRows,
  intoQueries: HeadRows, intoKeys: HeadRows, intoValues: HeadRows,
  workspace: Floats, _ part: Part
) {
  if shape.headWidth == 0 { return }
  if lanes == 16 {
    AttentionBackward<12>(
      shape: shape, queries: queries, keys: keys, values: values, results: results,
      logSumExp: logSumExp, upstream: upstream, intoQueries: intoQueries, intoKeys: intoKeys,
      intoValues: intoValues, workspace: workspace, part
    ).run(part)
  } else {
    AttentionBackward<6>(
      shape: shape, queries: queries, keys: keys, values: values, results: results,
      logSumExp: logSumExp, upstream: upstream, intoQueries: intoQueries, intoKeys: intoKeys,
      intoValues: intoValues, workspace: workspace, part
    ).run(part)
  }
}

/// Floats of workspace that `attentionGradient` needs.
public func attentionGradientWorkspace(_ shape: AttentionShape, threads: Int) -> Int {
  forAnyLanes { lanes in
    AttentionBackwardLayout(shape, tileRows: lanes == 16 ? 12 : 6, lanes: lanes).floats
  } &* max(threads, 1)
}

/// What one thread keeps in the workspace, as offsets in floats.
struct AttentionBackwardLayout {
  /// A multiple of two vectors.
  static var keyBlock: Int { 64 }
  /// A block of keys, rounded up to strips of keys.
  static var scoreStride: Int { keyBlock &+ 16 }

  let queryBlock: Int
  /// Queries of a head.
  let queries = 0
  let upstream: Int
  /// `Σ upstream ∘ result` of each query.
  let levels: Int
  let queryGradient: Int
  /// Transposed keys and values of a block in panels of two vectors: `[panel][feature][key]`.
  let keyPanels: Int
  let valuePanels: Int
  let keys: Int
  let keyGradient: Int
  let valueGradient: Int
  /// Of a block of queries and keys.
  let probabilities: Int
  let scoreGradient: Int
  let floats: Int

  init(_ shape: AttentionShape, tileRows: Int, lanes: Int = lanes) {
    queryBlock = 8 &* tileRows
    let width = shape.paddedWidth(lanes: lanes)
    let rows = wholeLines((shape.queries &+ tileRows) &* width)
    let block = wholeLines((Self.keyBlock &+ tileRows) &* width)
    let scores = wholeLines(queryBlock &* Self.scoreStride)
    upstream = rows
    levels = upstream &+ rows
    queryGradient = levels &+ wholeLines(shape.queries)
    keyPanels = queryGradient &+ rows
    valuePanels = keyPanels &+ block
    keys = valuePanels &+ block
    keyGradient = keys &+ block
    valueGradient = keyGradient &+ block
    probabilities = valueGradient &+ block
    scoreGradient = probabilities &+ scores
    floats = scoreGradient &+ scores
  }
}

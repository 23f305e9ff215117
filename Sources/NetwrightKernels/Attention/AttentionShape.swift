import CNetwrightVector

/// Sizes of multi-head attention: every query of a head looks at the keys of that head.
@frozen
public struct AttentionShape {
  public let batch: Int
  public let heads: Int
  public let queries: Int
  public let keys: Int
  /// Features of one head.
  public let headWidth: Int
  /// Whether query `i` sees the keys 0 to `i` alone.
  public let isCausal: Bool

  @_alwaysEmitIntoClient @inline(__always)
  public init(
    batch: Int, heads: Int, queries: Int, keys: Int, headWidth: Int, isCausal: Bool = false
  ) {
    self.batch = batch
    self.heads = heads
    self.queries = queries
    self.keys = keys
    self.headWidth = headWidth
    self.isCausal = isCausal
  }

  /// Self-attention: as many keys as queries.
  @_alwaysEmitIntoClient @inline(__always)
  public init(batch: Int, heads: Int, positions: Int, headWidth: Int, isCausal: Bool = false) {
    self.init(
      batch: batch, heads: heads, queries: positions, keys: positions, headWidth: headWidth,
      isCausal: isCausal)
  }

  /// What scores are multiplied by: 1/√headWidth.
  var scale: Float { Float(1 / Double(headWidth).squareRoot()) }

  /// Features of one head in whole vectors.
  func paddedWidth(lanes: Int = lanes) -> Int { wholeVectors(headWidth, lanes: lanes) }

  /// How many keys, from the first on, query `query` sees.
  func visible(_ query: Int) -> Int { isCausal ? min(keys, query &+ 1) : keys }

  /// As large a share of the keys as `rows` are of the queries.
  func share(of rows: Range<Int>) -> Range<Int> {
    rows.lowerBound &* keys / queries..<rows.upperBound &* keys / queries
  }

  /// Whether one thread alone is faster.
  var isSmall: Bool { batch &* heads &* queries &* keys &* headWidth < 8 &* smallWork }

  /// Operands that stand packed in one tensor `[batch, positions, 3 · heads · headWidth]`: queries,
  /// keys and values one after the other in the last axis.
  func packed(_ memory: Floats) -> (queries: HeadRows, keys: HeadRows, values: HeadRows) {
    let width = heads &* headWidth
    func rows(_ number: Int) -> HeadRows {
      HeadRows(
        base: memory.advanced(by: number &* width), rowStride: 3 &* width,
        batchStride: 3 &* width &* queries)
    }
    return (rows(0), rows(1), rows(2))
  }

  /// A tensor `[batch, queries, heads · headWidth]`.
  func plain(_ memory: Floats) -> HeadRows {
    let width = heads &* headWidth
    return HeadRows(base: memory, rowStride: width, batchStride: width &* queries)
  }
}

/// Where the rows of all heads lie: element `[b, position, head, feature]` at
/// `b · batchStride + position · rowStride + head · headWidth + feature`.
@frozen
public struct HeadRows {
  public let base: Floats
  public let rowStride: Int
  public let batchStride: Int

  @_alwaysEmitIntoClient @inline(__always)
  public init(base: Floats, rowStride: Int, batchStride: Int) {
    self.base = base
    self.rowStride = rowStride
    self.batchStride = batchStride
  }

  /// The rows of one head, numbered through all batches.
  func head(_ number: Int, of shape: AttentionShape) -> Floats {
    let (batch, head) = number.quotientAndRemainder(dividingBy: max(shape.heads, 1))
    return base.advanced(by: batch &* batchStride &+ head &* shape.headWidth)
  }

  /// Asks for rows of one head to be brought near: they are far apart, so that nothing else does.
  func prefetch(_ number: Int, of shape: AttentionShape, rows: Range<Int>) {
    forEachLine(number, of: shape, rows: rows) { nw_prefetch($0) }
  }

  /// As `prefetch`, for rows that are to be written.
  func prefetchToWrite(_ number: Int, of shape: AttentionShape, rows: Range<Int>) {
    forEachLine(number, of: shape, rows: rows) { nw_prefetch_write($0) }
  }

  @inline(__always)
  private func forEachLine(
    _ number: Int, of shape: AttentionShape, rows: Range<Int>,
    _ body: (UnsafeMutablePointer<Float>) -> Void
  ) {
    let start = head(number, of: shape).base
    // No more than a fraction of the second cache.
    let most = 16_384 / max(shape.headWidth, 16)
    for row in min(rows.lowerBound, most)..<min(rows.upperBound, most) {
      var column = 0
      while column < shape.headWidth {
        body(start + row &* rowStride + column)
        column &+= 16
      }
    }
  }

  /// Copies rows of one head, times `factor`, into rows of whole vectors.
  func copy(
    _ rows: Range<Int>, from head: Floats, width: Int, times factor: Float, into target: Floats
  ) {
    let padded = wholeVectors(width)
    let factors = Vector(repeating: factor)
    for row in rows {
      var column = 0
      while column < width {
        target.store(
          head.vector(at: row &* rowStride &+ column) * factors,
          at: (row &- rows.lowerBound) &* padded &+ column, count: lanes)
        column &+= lanes
      }
    }
  }

  /// Stores rows of whole vectors, times `factor`, as rows of one head.
  func store(
    _ rows: Range<Int>, to head: Floats, width: Int, times factor: Float, from source: Floats
  ) {
    let padded = wholeVectors(width)
    let factors = Vector(repeating: factor)
    for row in rows {
      let line = source.advanced(by: (row &- rows.lowerBound) &* padded)
      each(width) { lane in
        head.store(
          line.vector(at: lane.index) * factors, at: row &* rowStride &+ lane.index,
          count: lane.count)
      }
    }
  }
}

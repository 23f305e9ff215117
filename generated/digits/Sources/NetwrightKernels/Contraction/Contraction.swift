/// Matrix products `left · right`, one for each batch, with `epilogue` applied to every result.
///
/// - Shapes: `left: [rows, depth]`, `right: [depth, columns]`, each in either order in memory.
/// - `epilogue`: gets the finished sums of `site.count` columns and stores them itself; called once
///   for every result, on some thread.
/// - `beside`: what `epilogue` reads of the shape of the result, `[batches, rows, columns]`.
/// - `workspace`: `contractionWorkspace` floats.
/// - Cost: `2 · batches · rows · columns · depth` floating-point operations.
/// - Order: ascending over `depth`, so that bits depend on neither tiles nor threads.
@_alwaysEmitIntoClient @_transparent @_optimize(none)
public func contraction(
  batches: Int = 1, rows: Int, columns: Int, depth: Int,
  left: Matrix, leftBatchStride: Int = 0, right: Matrix, rightBatchStride: Int = 0,
  beside: Companions = Companions(), workspace: Floats, _ part: Part,
  _ epilogue: (_ sum: Vector, _ site: Site) -> Void
) {
  let problem = ContractionProblem(
    batches: batches, rows: rows, columns: columns, depth: depth,
    left: left, leftBatchStride: leftBatchStride,
    right: right, rightBatchStride: rightBatchStride, beside: beside, workspace: workspace)
  if TileForm.isThin(rows: rows) {
    Tiling<1, 8>.run(problem, part, epilogue)
  } else if TileForm.isLow(rows: rows) {
    Tiling<4, 2>.run(problem, part, epilogue)
  } else if TileForm.isNarrow(rows: rows, columns: columns) {
    Tiling<8, 1>.run(problem, part, epilogue)
  } else {
    tallTiles(problem, part, Vector.self, epilogue)
  }
}

/// Which tiles a result of a given shape is cut into; constants for literal shapes.
@frozen
@usableFromInline
enum TileForm {
  /// Tiles of one row.
  @_alwaysEmitIntoClient @_transparent
  static func isThin(rows: Int) -> Bool { rows < 4 }

  /// Otherwise, tiles of four rows.
  @_alwaysEmitIntoClient @_transparent
  static func isLow(rows: Int, lanes: Int = lanes) -> Bool { rows < (lanes == 16 ? 12 : 6) }

  /// Otherwise, tiles of eight rows by one vector; all others are tall.
  @_alwaysEmitIntoClient @_transparent
  static func isNarrow(rows: Int, columns: Int, lanes: Int = lanes) -> Bool {
    columns <= lanes && rows >= 8
  }

  /// Rows and vectors of the tiles.
  @_alwaysEmitIntoClient
  static func size(rows: Int, columns: Int, lanes: Int) -> (rows: Int, vectors: Int) {
    if isThin(rows: rows) { return (1, 8) }
    if isLow(rows: rows, lanes: lanes) { return (4, 2) }
    if isNarrow(rows: rows, columns: columns, lanes: lanes) { return (8, 1) }
    return (lanes == 16 ? 12 : 6, 2)
  }
}

/// The tiles of large products; which ones is a matter of types, so that no kernel is compiled with
/// those of other machines.
@_alwaysEmitIntoClient @_transparent @_optimize(none)
func tallTiles(
  _ problem: ContractionProblem, _ part: Part, _ vector: SIMD16<Float>.Type,
  _ epilogue: (Vector, Site) -> Void
) {
  Tiling<12, 2>.run(problem, part, epilogue)
}

/// As the form for 16 lanes.
@_alwaysEmitIntoClient @_transparent @_optimize(none)
func tallTiles(
  _ problem: ContractionProblem, _ part: Part, _ vector: SIMD8<Float>.Type,
  _ epilogue: (Vector, Site) -> Void
) {
  Tiling<6, 2>.run(problem, part, epilogue)
}

/// As the form for 16 lanes.
@_alwaysEmitIntoClient @_transparent @_optimize(none)
func tallTiles(
  _ problem: ContractionProblem, _ part: Part, _ vector: SIMD4<Float>.Type,
  _ epilogue: (Vector, Site) -> Void
) {
  Tiling<6, 2>.run(problem, part, epilogue)
}

/// Floats of workspace that `contraction` needs, an upper bound over all orders in memory.
@_alwaysEmitIntoClient
public func contractionWorkspace(
  batches: Int = 1, rows: Int, columns: Int, depth: Int, threads: Int
) -> Int {
  forAnyLanes { lanes in
    let tile = TileForm.size(rows: rows, columns: columns, lanes: lanes)
    let plan = ContractionPlan(
      rows: rows, columns: columns, depth: depth, tileRows: tile.rows,
      tileColumns: tile.vectors * lanes)
    return plan.threadFloats * max(threads, 1) + 16
  }
}

/// The arguments of a contraction, kept together.
@frozen
@usableFromInline
struct ContractionProblem {
  @usableFromInline let batches: Int
  @usableFromInline let rows: Int
  @usableFromInline let columns: Int
  @usableFromInline let depth: Int
  @usableFromInline let left: Matrix
  @usableFromInline let leftBatchStride: Int
  @usableFromInline let right: Matrix
  @usableFromInline let rightBatchStride: Int
  @usableFromInline let beside: Companions
  @usableFromInline let workspace: Floats

  @_alwaysEmitIntoClient @inline(__always)
  init(
    batches: Int, rows: Int, columns: Int, depth: Int, left: Matrix, leftBatchStride: Int,
    right: Matrix, rightBatchStride: Int, beside: Companions,
    workspace: Floats
  ) {
    self.batches = batches
    self.rows = rows
    self.columns = columns
    self.depth = depth
    self.left = left
    self.leftBatchStride = leftBatchStride
    self.right = right
    self.rightBatchStride = rightBatchStride
    self.beside = beside
    self.workspace = workspace
  }
}

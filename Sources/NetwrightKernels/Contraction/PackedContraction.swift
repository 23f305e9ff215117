/// Vectors in a row of a packed panel.
@_alwaysEmitIntoClient @inline(__always)
var packedVectors: Int { 3 }

/// Packs a right operand `[depth, columns]` for `packedContraction`, once for many products.
///
/// - `right`: in either order in memory.
/// - `target`: `[panel][depth][panel width]`, zeros beyond the last column; as many floats as
///   `depth` times the columns rounded up to a multiple of 48 hold it for vectors of any width.
/// - Cost: a copy.
@inline(never)
public func packRight(
  depth: Int, columns: Int, right: Matrix, into target: Floats, _ part: Part
) {
  let width = packedVectors &* lanes
  let panels = part.range(
    of: (columns &+ width &- 1) / width, grain: 1, isSmall: depth &* columns < smallWork)
  if panels.isEmpty { return }
  let first = panels.lowerBound &* width
  packPanels(
    from: right.base.base + first &* right.columnStride, depth: depth,
    width: min(panels.upperBound &* width, columns) &- first,
    depthStride: right.rowStride, columnStride: right.columnStride, panelWidth: width,
    panelStride: depth &* width, into: target.base + first &* depth)
}

/// A matrix product whose right operand `packRight` has packed, with `epilogue` applied to every
/// result: for products of few rows with the same right operand, as a loop makes them.
///
/// - Shapes: `left: [rows, depth]`, in either order in memory.
/// - `epilogue`: gets the finished sums of `site.count` columns and stores them itself; called once
///   for every result, on some thread.
/// - `workspace`: `packedContractionWorkspace` floats.
/// - Cost: `2 · rows · columns · depth` floating-point operations.
/// - Order: ascending over `depth`, so that bits depend on neither tiles nor threads.
@_alwaysEmitIntoClient @_transparent @_optimize(none)
public func packedContraction(
  rows: Int, columns: Int, depth: Int, left: Matrix, packed: Floats, workspace: Floats,
  _ part: Part, _ epilogue: (_ sum: Vector, _ site: Site) -> Void
) {
  let problem = PackedProblem(
    rows: rows, columns: columns, depth: depth, left: left, packed: packed, workspace: workspace)
  if rows < 4 {
    PackedTiling<1>.run(problem, part, epilogue)
  } else if lanes == 16 && rows >= 8 {
    PackedTiling<8>.run(problem, part, epilogue)
  } else {
    PackedTiling<4>.run(problem, part, epilogue)
  }
}

/// Floats of workspace that `packedContraction` needs.
@_alwaysEmitIntoClient
public func packedContractionWorkspace(rows: Int, threads: Int) -> Int {
  forAnyLanes { lanes in (rows &+ 8) &* packedVectors &* lanes &* max(threads, 1) &+ 16 }
}

/// The arguments of a packed contraction, kept together.
@frozen
@usableFromInline
struct PackedProblem {
  @usableFromInline let rows: Int
  @usableFromInline let columns: Int
  @usableFromInline let depth: Int
  @usableFromInline let left: Matrix
  @usableFromInline let packed: Floats
  @usableFromInline let workspace: Floats

  @_alwaysEmitIntoClient @inline(__always)
  init(
    rows: Int, columns: Int, depth: Int, left: Matrix, packed: Floats, workspace: Floats
  ) {
    self.rows = rows
    self.columns = columns
    self.depth = depth
    self.left = left
    self.packed = packed
    self.workspace = workspace
  }

  /// Columns of a panel.
  @_alwaysEmitIntoClient @inline(__always)
  var width: Int { packedVectors &* lanes }

  @_alwaysEmitIntoClient @inline(__always)
  var panels: Int { (columns &+ width &- 1) / width }

  /// Depth at a time: a block of a panel, 24 KiB, stays in the first cache for all rows.
  @_alwaysEmitIntoClient @inline(__always)
  var depthBlock: Int {
    let most = 6144 / width
    let blocks = (depth &+ most &- 1) / most
    return blocks <= 1 ? depth : (depth &+ blocks &- 1) / blocks
  }
}

/// A packed contraction in tiles of `tileRows` rows by a panel.
@frozen
@usableFromInline
enum PackedTiling<let tileRows: Int> {
  /// Divides the panels or, where they do not come out even, the rows among the threads, and does
  /// this thread's part.
  @_alwaysEmitIntoClient @_transparent @_optimize(none)
  static func run(
    _ problem: PackedProblem, _ part: Part, _ epilogue: (Vector, Site) -> Void
  ) {
    let allStrips = (problem.rows &+ tileRows &- 1) / tileRows
    let isSmall = allStrips &* problem.panels &* (problem.depth &+ 8) < 2048
    var strips = 0..<allStrips
    var panels = 0..<problem.panels
    if isSmall || problem.panels >= 16 &* part.count || allStrips < part.count {
      panels = part.range(of: problem.panels, grain: 1, isSmall: isSmall)
    } else {
      strips = part.range(of: allStrips, grain: 1)
    }
    if strips.isEmpty || panels.isEmpty { return }
    let sums = problem.workspace.advanced(
      by: part.index &* (problem.rows &+ 8) &* problem.width)
    var panel = panels.lowerBound
    while panel < panels.upperBound {
      var start = 0
      repeat {
        let depth = min(problem.depthBlock, problem.depth &- start)
        sweep(problem, panel, strips, start: start, depth: depth, sums, epilogue)
        start &+= problem.depthBlock
      } while start < problem.depth
      panel &+= 1
    }
  }

  /// All strips of a panel over one block of depth.
  @_alwaysEmitIntoClient @_transparent @_optimize(none)
  static func sweep(
    _ problem: PackedProblem, _ panel: Int, _ strips: Range<Int>, start: Int, depth: Int,
    _ sums: Floats, _ epilogue: (Vector, Site) -> Void
  ) {
    let width = problem.width
    let column = panel &* width
    let right = problem.packed.base + (panel &* problem.depth &+ start) &* width
    var strip = strips.lowerBound
    while strip < strips.upperBound {
      // The last strip begins early enough to be whole.
      let row = min(strip &* tileRows, problem.rows &- tileRows)
      let left =
        problem.left.base.base + row &* problem.left.rowStride
        + start &* problem.left.columnStride
      let slot = sums.advanced(by: (strip &- strips.lowerBound) &* tileRows &* width)
      var tile = Tile<tileRows, 3>()
      if start > 0 { tile.load(from: slot, stride: width) }
      var pointers = InlineArray<tileRows, UnsafeMutablePointer<Float>>(repeating: left)
      for index in 0..<tileRows { pointers[index] = left + index &* problem.left.rowStride }
      tile.accumulate(
        left: pointers, leftStep: problem.left.columnStride, right: right, rightStep: width,
        reach: width &- lanes, depth: depth)
      if start &+ depth < problem.depth {
        tile.store(to: slot, stride: width)
      } else {
        tile.forEach(
          rows: (strip &* tileRows &- row)..<tileRows, columns: problem.columns &- column,
          isWhole: problem.columns % width == 0
        ) {
          epilogue($0, Site(batch: 0, row: row &+ $1, column: column &+ $2, count: $3))
        }
      }
      strip &+= 1
    }
  }
}

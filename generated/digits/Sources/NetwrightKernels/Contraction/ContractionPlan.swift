/// Floats of a packed operand that stays in the second cache beside all else: 256 KiB.
@_alwaysEmitIntoClient @inline(__always)
var residentFloats: Int { 65_536 }

/// How a contraction of a given shape is cut; everything folds to constants for literal shapes.
@frozen
@usableFromInline
struct ContractionPlan {
  @usableFromInline let rows: Int
  @usableFromInline let columns: Int
  @usableFromInline let depth: Int
  /// Rows and columns of a tile.
  @usableFromInline let tileRows: Int
  @usableFromInline let tileColumns: Int

  @_alwaysEmitIntoClient @inline(__always)
  init(rows: Int, columns: Int, depth: Int, tileRows: Int, tileColumns: Int) {
    self.rows = rows
    self.columns = columns
    self.depth = depth
    self.tileRows = tileRows
    self.tileColumns = tileColumns
  }

  /// Horizontal strips of tiles. The last begins early enough to be whole: what it shares with its
  /// neighbour is computed twice and stored once.
  @_alwaysEmitIntoClient @inline(__always)
  var strips: Int { (rows &+ tileRows &- 1) / tileRows }

  /// Vertical panels of tiles; the last may be narrower.
  @_alwaysEmitIntoClient @inline(__always)
  var panels: Int { (columns &+ tileColumns &- 1) / tileColumns }

  /// Columns from `column` on; a constant when there is one panel.
  @_alwaysEmitIntoClient @inline(__always)
  func remaining(_ column: Int) -> Int {
    columns <= tileColumns ? columns : columns &- column
  }

  /// Depth at a time: a block of a panel stays in the first cache beside two strips that pass.
  @_alwaysEmitIntoClient @inline(__always)
  var depthBlock: Int {
    if depth <= 512 { return depth }
    let blocks = (depth &+ 255) / 256
    return (depth &+ blocks &- 1) / blocks
  }

  /// Whether all of the right operand, packed, stays in the second cache: then strips are swept one
  /// after the other, which reads and writes the results' rows in order.
  @_alwaysEmitIntoClient @inline(__always)
  var isRightSmall: Bool {
    depthBlock == depth && panels &* tileColumns &* depth <= residentFloats
  }

  /// Whether a block of depth of the whole left operand stays in the second cache: then a few panels
  /// are packed just before their only sweep, and are still in the caches.
  @_alwaysEmitIntoClient @inline(__always)
  var isLeftSmall: Bool {
    !isRightSmall && strips &* tileRows &* depthBlock <= 135_168
  }

  /// Strips that share one sweep over the panels: 192 KiB of the left operand stay in the second
  /// cache, and a panel, which comes from the third, is used by many strips.
  @_alwaysEmitIntoClient @inline(__always)
  var stripBlock: Int {
    if isRightSmall { return 1 }
    return isLeftSmall ? strips : min(strips, max(1, 49_152 / (tileRows &* max(depthBlock, 1))))
  }

  /// Whether the panels of a sweep come from beyond the second cache, and are asked for one panel
  /// ahead.
  @_alwaysEmitIntoClient @inline(__always)
  var asksForPanels: Bool { !isRightSmall && !isLeftSmall }

  /// Panels of one sweep: all where the left operand is small, unless more than 4 MiB of their sums
  /// would wait for the next block of depth; otherwise those that take about 4 MiB when packed, at
  /// least 64 columns.
  @_alwaysEmitIntoClient @inline(__always)
  var panelBlock: Int {
    if isLeftSmall {
      let perPanel = max(1, strips &* tileRows &* tileColumns)
      return depthBlock == depth ? panels : min(panels, max(1, 1_048_576 / perPanel))
    }
    return min(panels, max(64, 1_048_576 / max(depth, 1)) / tileColumns &+ 1)
  }

  /// Panels that are packed just before their sweep: rows of a right operand often lie in pages of
  /// their own, so that several lines of each are read at a time.
  @_alwaysEmitIntoClient @inline(__always)
  var panelGroup: Int { min(4, panels) }

  /// Floats of workspace that one thread needs for packed panels.
  @_alwaysEmitIntoClient @inline(__always)
  var rightFloats: Int {
    tileColumns &* (isLeftSmall ? panelGroup &* depthBlock : panelBlock &* depth)
  }

  /// Floats of workspace that one thread needs for packed strips.
  @_alwaysEmitIntoClient @inline(__always)
  var leftFloats: Int { stripBlock &* tileRows &* depthBlock }

  /// Floats of workspace that one thread needs for sums that wait for the next depth block.
  @_alwaysEmitIntoClient @inline(__always)
  var sumFloats: Int {
    depthBlock >= depth ? 0 : panelSums &* panelBlock
  }

  /// Floats of the waiting sums of one panel.
  @_alwaysEmitIntoClient @inline(__always)
  var panelSums: Int { stripBlock &* tileRows &* tileColumns }

  /// Floats of workspace of one thread, a multiple of 16.
  @_alwaysEmitIntoClient @inline(__always)
  var threadFloats: Int { (rightFloats &+ leftFloats &+ sumFloats &+ 47) & ~15 }
}

/// A contraction in tiles of `tileRows` by `tileVectors` vectors.
@frozen
@usableFromInline
enum Tiling<let tileRows: Int, let tileVectors: Int> {
  /// Columns of a tile.
  @_alwaysEmitIntoClient @inline(__always)
  static var tileColumns: Int { tileVectors &* lanes }

  /// Divides the work among the threads and does this thread's part.
  ///
  /// Threads never wait for each other here: what two of them need packed, both pack. So the cut is
  /// along batches when there are enough, else along the axis whose operand need not be packed.
  @_alwaysEmitIntoClient @inline(__always)
  static func run(
    _ problem: ContractionProblem, _ part: Part, _ epilogue: (Vector, Site) -> Void
  ) {
    let plan = ContractionPlan(
      rows: problem.rows, columns: problem.columns, depth: problem.depth, tileRows: tileRows,
      tileColumns: tileVectors &* lanes)
    let steps = problem.batches &* plan.strips &* plan.panels &* (problem.depth &+ 8)
    let isSmall = steps < 4096
    var batches = 0..<problem.batches
    var strips = 0..<plan.strips
    var panels = 0..<plan.panels
    if isSmall || problem.batches >= 4 &* part.count {
      batches = part.range(of: problem.batches, grain: 1, isSmall: isSmall)
    } else if plan.strips < 2 &* part.count
      || (packsRight(problem) && plan.panels >= 2 &* part.count
        && problem.columns &* (packsLeft(problem) ? 1 : 4) >= problem.rows)
    {
      panels = part.range(of: plan.panels, grain: 1)
    } else {
      strips = part.range(of: plan.strips, grain: 1)
    }
    if strips.isEmpty || panels.isEmpty { return }
    let memory = problem.workspace.advanced(by: part.index &* plan.threadFloats)
    var batch = batches.lowerBound
    while batch < batches.upperBound {
      block(problem, plan, batch, strips, panels, memory, epilogue)
      batch &+= 1
    }
  }

  /// A right operand whose rows are not contiguous must be packed; one that is large and used often
  /// had better be.
  @_alwaysEmitIntoClient @_transparent @_optimize(none)
  static func packsRight(_ problem: ContractionProblem) -> Bool {
    problem.right.columnStride != 1
      || (problem.rows >= 64 && problem.depth &* problem.columns >= 16_384)
  }

  /// A left operand whose depth is not contiguous wastes a cache line for every step; a deep one that
  /// many panels sweep would lose its rows to each other, which often lie a power of two apart.
  @_alwaysEmitIntoClient @_transparent @_optimize(none)
  static func packsLeft(_ problem: ContractionProblem) -> Bool {
    if problem.left.columnStride == 1 {
      return problem.depth > 512 && problem.columns >= 384 && tileRows >= 6
    }
    return problem.columns > 2 &* tileVectors &* lanes && problem.depth >= 16
  }

  /// The strips and panels of one batch.
  @_alwaysEmitIntoClient @_transparent @_optimize(none)
  static func block(
    _ problem: ContractionProblem, _ plan: ContractionPlan, _ batch: Int, _ strips: Range<Int>,
    _ panels: Range<Int>, _ memory: Floats, _ epilogue: (Vector, Site) -> Void
  ) {
    let left = problem.left.base.base + batch &* problem.leftBatchStride
    let right = problem.right.base.base + batch &* problem.rightBatchStride
    let packedLeft = memory.base + plan.rightFloats
    let sums = Floats(packedLeft + plan.leftFloats)
    let packsEachPanel = packsRight(problem) && plan.isLeftSmall
    // Columns that are contiguous along the depth are read one by one anyhow.
    let group = problem.right.columnStride == 1 ? plan.panelGroup : 1
    var panel = panels.lowerBound
    while panel < panels.upperBound {
      let panelEnd = min(panel &+ plan.panelBlock, panels.upperBound)
      if packsRight(problem) && !packsEachPanel {
        pack(
          problem, plan, from: right, depth: plan.depth, panels: panel..<panelEnd,
          into: memory.base)
      }
      var strip = strips.lowerBound
      while strip < strips.upperBound {
        let stripEnd = min(strip &+ plan.stripBlock, strips.upperBound)
        var start = 0
        repeat {
          let depth = min(plan.depthBlock, plan.depth &- start)
          if packsLeft(problem) {
            packStrips(
              problem, plan, from: left + start &* problem.left.columnStride, depth: depth,
              strips: strip..<stripEnd, into: packedLeft)
          }
          var first = panel
          while first < panelEnd {
            let end = packsEachPanel ? min(first &+ group, panelEnd) : panelEnd
            if packsEachPanel {
              pack(
                problem, plan, from: right + start &* problem.right.rowStride, depth: depth,
                panels: first..<end, into: memory.base)
            }
            // What is packed next: the panels behind these, or the first ones of the next block.
            let isLast = end == panelEnd
            let next = isLast ? panel : end
            let ahead = PanelsAhead(
              from: right + next &* tileColumns &* problem.right.columnStride
                + (isLast ? start &+ depth : start) &* problem.right.rowStride,
              steps: depth, stride: problem.right.rowStride,
              columns: min(group, panelEnd &- next) &* tileColumns,
              tiles: (stripEnd &- strip) &* (end &- first))
            sweep(
              problem, plan, batch: batch, left: left, packedLeft: packedLeft,
              right: right,
              packedRight: packsEachPanel
                ? memory.base : memory.base + start &* tileColumns,
              ahead: ahead,
              sums: sums.advanced(by: (first &- panel) &* plan.panelSums),
              strips: strip..<stripEnd, panels: first..<end, start: start, depth: depth, epilogue)
            first = end
          }
          start &+= plan.depthBlock
        } while start < plan.depth
        strip = stripEnd
      }
      panel = panelEnd
    }
  }

  /// Copies panels of a right operand into `[panel][depth][width]`.
  @_alwaysEmitIntoClient @_transparent @_optimize(none)
  static func pack(
    _ problem: ContractionProblem, _ plan: ContractionPlan, from right: UnsafeMutablePointer<Float>,
    depth: Int, panels: Range<Int>, into target: UnsafeMutablePointer<Float>
  ) {
    let width = tileVectors &* lanes
    let first = panels.lowerBound &* width
    packPanels(
      from: right + first &* problem.right.columnStride, depth: depth,
      width: min(panels.upperBound &* width, plan.columns) &- first,
      depthStride: problem.right.rowStride, columnStride: problem.right.columnStride,
      panelWidth: width, panelStride: depth &* width, into: target)
  }

  /// Copies strips of a left operand into `[strip][depth][tileRows]`.
  ///
  /// Where the rows of a step are contiguous, all strips take a few steps at a time, as many as the
  /// first cache holds: a line is part of several strips.
  @_alwaysEmitIntoClient @_transparent @_optimize(none)
  static func packStrips(
    _ problem: ContractionProblem, _ plan: ContractionPlan, from left: UnsafeMutablePointer<Float>,
    depth: Int, strips: Range<Int>, into target: UnsafeMutablePointer<Float>
  ) {
    let most =
      problem.left.columnStride == 1 ? depth : max(8, 4096 / (strips.count &* tileRows))
    var step = 0
    while step < depth {
      let count = min(most, depth &- step)
      var strip = strips.lowerBound
      var out = target + step &* tileRows
      while strip < strips.upperBound {
        let row = min(strip &* tileRows, plan.rows &- tileRows)
        packStrip(
          from: left + row &* problem.left.rowStride + step &* problem.left.columnStride,
          depth: count, rows: tileRows, depthStride: problem.left.columnStride,
          rowStride: problem.left.rowStride, into: out)
        out += depth &* tileRows
        strip &+= 1
      }
      step &+= count
    }
  }

  /// All tiles of a block of strips and panels over one block of depth.
  @_alwaysEmitIntoClient @_transparent @_optimize(none)
  static func sweep(
    _ problem: ContractionProblem, _ plan: ContractionPlan, batch: Int,
    left: UnsafeMutablePointer<Float>, packedLeft: UnsafeMutablePointer<Float>,
    right: UnsafeMutablePointer<Float>, packedRight: UnsafeMutablePointer<Float>,
    ahead source: PanelsAhead, sums: Floats, strips: Range<Int>, panels: Range<Int>,
    start: Int, depth: Int,
    _ epilogue: (Vector, Site) -> Void
  ) {
    let width = tileVectors &* lanes
    let rightStep = packsRight(problem) ? width : problem.right.rowStride
    let isWhole = plan.columns % width == 0
    // Panels that are packed just before their sweep hold one block of depth.
    let panelStride = (plan.isLeftSmall ? depth : plan.depth) &* width
    let asksForSource = plan.isLeftSmall && problem.right.columnStride == 1
    let asks = packsRight(problem) && (plan.asksForPanels || asksForSource)
    var ahead = source
    var panel = panels.lowerBound
    while panel < panels.upperBound {
      let column = panel &* width
      let localPanel = panel &- panels.lowerBound
      let plainOffset = column &+ start &* problem.right.rowStride
      let rightBase =
        packsRight(problem)
        ? packedRight + localPanel &* panelStride : right + plainOffset
      let reach = Tile<tileRows, tileVectors>.reach(
        of: packsRight(problem) || isWhole ? width : plan.remaining(column))
      if plan.asksForPanels {
        ahead = PanelsAhead(
          from: panel &+ 1 < panels.upperBound
            ? rightBase + panelStride : packedRight + depth &* width,
          steps: depth, stride: width, columns: width, tiles: strips.count)
      }
      var strip = strips.lowerBound
      while strip < strips.upperBound {
        let row = min(strip &* tileRows, plan.rows &- tileRows)
        let local = strip &- strips.lowerBound
        let plainLeft = row &* problem.left.rowStride &+ start &* problem.left.columnStride
        let leftBase =
          packsLeft(problem) ? packedLeft + local &* depth &* tileRows : left + plainLeft
        let slot = localPanel &* plan.panelSums &+ local &* (tileRows &* width)
        var tile = Tile<tileRows, tileVectors>()
        if plan.depthBlock < plan.depth, start > 0 {
          tile.load(from: sums.advanced(by: slot), stride: width)
        }
        if start &+ depth == plan.depth {
          problem.beside.prefetch(
            at: (batch &* plan.rows &+ row) &* plan.columns &+ column, rows: tileRows,
            stride: plan.columns, columns: isWhole ? width : min(width, plan.remaining(column)))
        }
        if asks { ahead.ask() }
        accumulate(
          problem, left: leftBase, right: rightBase, rightStep: rightStep, reach: reach,
          depth: depth, &tile)
        if start &+ depth < plan.depth {
          tile.store(to: sums.advanced(by: slot), stride: width)
        } else {
          tile.forEach(
            rows: (strip &* tileRows &- row)..<tileRows, columns: plan.remaining(column),
            isWhole: isWhole
          ) {
            epilogue(
              $0, Site(batch: batch, row: row &+ $1, column: column &+ $2, count: $3))
          }
        }
        strip &+= 1
      }
      panel &+= 1
    }
  }

  /// Adds the products of one tile; steps that are known at compile time stay visible as such.
  @_alwaysEmitIntoClient @_transparent @_optimize(none)
  static func accumulate(
    _ problem: ContractionProblem, left: UnsafeMutablePointer<Float>,
    right: UnsafeMutablePointer<Float>, rightStep: Int, reach: Int, depth: Int,
    _ tile: inout Tile<tileRows, tileVectors>
  ) {
    let isPacked = packsLeft(problem)
    let rows =
      !isPacked && problem.left.columnStride == 1
      ? distantRows(left, stride: problem.left.rowStride)
      : rowPointers(left, stride: isPacked ? 1 : problem.left.rowStride)
    tile.accumulate(
      left: rows, leftStep: isPacked ? tileRows : problem.left.columnStride, right: right,
      rightStep: rightStep, reach: reach, depth: depth)
  }

  /// Addresses of the rows of a tile.
  @_alwaysEmitIntoClient @_transparent @_optimize(none)
  static func rowPointers(
    _ base: UnsafeMutablePointer<Float>, stride: Int
  ) -> InlineArray<tileRows, UnsafeMutablePointer<Float>> {
    var pointers = InlineArray<tileRows, UnsafeMutablePointer<Float>>(repeating: base)
    var row = 0
    while row < tileRows {
      pointers[row] = base + row &* stride
      row &+= 1
    }
    return pointers
  }

  /// Addresses of rows far from each other: every third in a register of its own, since an address
  /// may add a register once or twice for free.
  @_alwaysEmitIntoClient @_transparent @_optimize(none)
  static func distantRows(
    _ base: UnsafeMutablePointer<Float>, stride: Int
  ) -> InlineArray<tileRows, UnsafeMutablePointer<Float>> {
    var pointers = InlineArray<tileRows, UnsafeMutablePointer<Float>>(repeating: base)
    var row = 0
    while row < tileRows {
      pointers[row] =
        row % 3 == 0
        ? nw_opaque(base + row &* stride) : pointers[row &- row % 3] + row % 3 &* stride
      row &+= 1
    }
    return pointers
  }
}

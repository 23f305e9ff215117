/// Gradient of `convolution` with respect to its filter.
///
/// - Shapes: `input` as in `convolution`, `upstream: [batch, outputHeight, outputWidth, filters]`
///   → the shape of the filter.
/// - `epilogue`: `site.row = (kernel row · kernelWidth + kernel column) · channels / groups + c`,
///   `site.column` is the filter.
/// - `workspace`: `convolutionFilterGradientWorkspace` floats.
/// - `isApart`: as in `convolution`.
/// - Cost: as `convolution`.
/// - Order: the batch is cut into chunks that depend on the shape alone; their sums are added in
///   order. Contains a barrier: every thread of the region must call this.
@_alwaysEmitIntoClient @_transparent @_optimize(none)
public func convolutionFilterGradient(
  _ shape: ConvolutionShape, input: Floats, upstream: Floats, workspace: Floats, _ part: Part,
  isApart: Bool = false, _ epilogue: (_ sum: Vector, _ site: Site) -> Void
) {
  let plan = FilterGradientPlan(shape)
  let memory = workspace.advanced(
    by: plan.partialFloats &+ part.index &* plan.threadFloats)
  let chunks =
    plan.chunks > 1 ? part.range(of: plan.chunks, grain: 1, isSmall: plan.isSmall) : 0..<1
  var chunk = chunks.lowerBound
  while chunk < chunks.upperBound {
    let partial = workspace.advanced(by: chunk &* plan.chunkFloats)
    let lower = shape.batch &* chunk / plan.chunks
    let upper = shape.batch &* (chunk &+ 1) / plan.chunks
    if shape.isDepthwise {
      if plan.chunks > 1 || part.index == 0 {
        depthwiseChunk(
          shape, plan, lower..<upper, input: input, upstream: upstream, memory: memory,
          partial: partial)
      }
    } else {
      filterChunk(
        shape, plan, lower..<upper, input: input, upstream: upstream, memory: memory,
        partial: partial, part, isApart: isApart)
    }
    chunk &+= 1
  }
  part.barrier()
  let rows = part.range(
    of: plan.rows, grain: 1, isSmall: plan.rows &* plan.rowFloats &* plan.chunks < smallWork)
  var row = rows.lowerBound
  while row < rows.upperBound {
    var group = 0
    while group < shape.filters / plan.groupFilters {
      let first = group &* plan.groupFilters
      each(plan.groupFilters) { lane in
        let offset = plan.offset(row: row, filter: first) &+ lane.index
        var sum = workspace.vector(at: offset)
        var chunk = 1
        while chunk < plan.chunks {
          sum += workspace.vector(at: chunk &* plan.chunkFloats &+ offset)
          chunk &+= 1
        }
        epilogue(
          sum, Site(batch: 0, row: row, column: first &+ lane.index, count: lane.count))
      }
      group &+= 1
    }
    row &+= 1
  }
}

/// Floats of workspace that `convolutionFilterGradient` needs.
@_alwaysEmitIntoClient
public func convolutionFilterGradientWorkspace(_ shape: ConvolutionShape, threads: Int) -> Int {
  forAnyLanes { lanes in
    let plan = FilterGradientPlan(shape, lanes: lanes)
    return plan.partialFloats + plan.threadFloats * max(threads, 1) + 16
  }
}

/// How a filter gradient is cut; depends on the shape alone.
@frozen
@usableFromInline
struct FilterGradientPlan {
  /// Rows of the result.
  @usableFromInline let rows: Int
  /// Parts of the batch with sums of their own; 1 when the result is large: then threads take rows.
  @usableFromInline let chunks: Int
  /// Floats of a row of partial sums.
  @usableFromInline let rowFloats: Int
  @usableFromInline let threadFloats: Int
  /// Filters of a group; all of them where every channel has its own.
  @usableFromInline let groupFilters: Int
  /// Floats from the partial sums of one group to those of the next.
  @usableFromInline let groupFloats: Int
  @usableFromInline let isSmall: Bool

  @_alwaysEmitIntoClient @_transparent @_optimize(none)
  init(_ shape: ConvolutionShape, lanes: Int = lanes) {
    rows = shape.kernelHeight &* shape.kernelWidth &* shape.groupChannels
    // A tile writes whole vectors: the slack at the end of a row belongs to nobody else.
    groupFilters = shape.isDepthwise ? shape.filters : shape.groupFilters
    groupFloats = panelledColumns(groupFilters, lanes: lanes)
    rowFloats = shape.isDepthwise ? groupFloats : shape.groups &* groupFloats
    chunks = rows &* rowFloats > 65_536 ? 1 : max(1, min(shape.batch, 8))
    threadFloats = (shape.inputFrame.floats &+ 31) & ~15
    isSmall =
      shape.batch &* shape.outputHeight &* shape.outputWidth &* rows &* shape.filters < 131_072
  }

  @_alwaysEmitIntoClient @inline(__always)
  var partialFloats: Int { (chunks &* chunkFloats &+ 31) & ~15 }

  /// Floats of the partial sums of a chunk; rows are rounded up to whole tiles of any height.
  @_alwaysEmitIntoClient @inline(__always)
  var chunkFloats: Int { (rows &+ 23) / 24 &* 24 &* rowFloats }

  /// Place of a partial sum; groups stand apart so that none writes over its neighbour.
  @_alwaysEmitIntoClient @inline(__always)
  func offset(row: Int, filter: Int) -> Int {
    let group = filter / groupFilters
    return row &* rowFloats &+ group &* groupFloats &+ (filter &- group &* groupFilters)
  }
}

/// Sums over some images into `partial`: all rows, or this thread's when there is one chunk.
@_alwaysEmitIntoClient @_transparent @_optimize(none)
func filterChunk(
  _ shape: ConvolutionShape, _ plan: FilterGradientPlan, _ images: Range<Int>, input: Floats,
  upstream: Floats, memory: Floats, partial: Floats, _ part: Part, isApart: Bool
) {
  let vectors = tileVectors(shape.groupFilters)
  let rows =
    plan.chunks > 1
    ? 0..<plan.rows : part.range(of: plan.rows, grain: 24, isSmall: plan.isSmall)
  if rows.isEmpty { return }
  if isApart {
    if vectors == 1 {
      FilterTiles<8, 1>.runApart(shape, plan, images, rows, input, upstream, memory, partial)
    } else if vectors == 3 {
      FilterTiles<4, 3>.runApart(shape, plan, images, rows, input, upstream, memory, partial)
    } else if lanes == 16 {
      FilterTiles<12, 2>.runApart(shape, plan, images, rows, input, upstream, memory, partial)
    } else {
      FilterTiles<6, 2>.runApart(shape, plan, images, rows, input, upstream, memory, partial)
    }
  } else if vectors == 1 {
    FilterTiles<8, 1>.run(shape, plan, images, rows, input, upstream, memory, partial)
  } else if vectors == 3 {
    FilterTiles<4, 3>.run(shape, plan, images, rows, input, upstream, memory, partial)
  } else {
    wideFilterTiles(shape, plan, images, rows, input, upstream, memory, partial, Vector.self)
  }
}

/// The tiling for many filters; a matter of types, so that no kernel is compiled with those of other
/// machines.
@_alwaysEmitIntoClient @_transparent @_optimize(none)
func wideFilterTiles(
  _ shape: ConvolutionShape, _ plan: FilterGradientPlan, _ images: Range<Int>,
  _ rows: Range<Int>, _ input: Floats, _ upstream: Floats, _ memory: Floats, _ partial: Floats,
  _ vector: SIMD16<Float>.Type
) {
  FilterTiles<12, 2>.run(shape, plan, images, rows, input, upstream, memory, partial)
}

/// As the form for 16 lanes.
@_alwaysEmitIntoClient @_transparent @_optimize(none)
func wideFilterTiles(
  _ shape: ConvolutionShape, _ plan: FilterGradientPlan, _ images: Range<Int>,
  _ rows: Range<Int>, _ input: Floats, _ upstream: Floats, _ memory: Floats, _ partial: Floats,
  _ vector: SIMD8<Float>.Type
) {
  FilterTiles<6, 2>.run(shape, plan, images, rows, input, upstream, memory, partial)
}

/// As the form for 16 lanes.
@_alwaysEmitIntoClient @_transparent @_optimize(none)
func wideFilterTiles(
  _ shape: ConvolutionShape, _ plan: FilterGradientPlan, _ images: Range<Int>,
  _ rows: Range<Int>, _ input: Floats, _ upstream: Floats, _ memory: Floats, _ partial: Floats,
  _ vector: SIMD4<Float>.Type
) {
  FilterTiles<6, 2>.run(shape, plan, images, rows, input, upstream, memory, partial)
}

/// The filter gradient in tiles of `tileRows` places by `tileVectors` vectors of filters.
@frozen
@usableFromInline
enum FilterTiles<let tileRows: Int, let tileVectors: Int> {
  /// As `run`, in a function of its own.
  @_alwaysEmitIntoClient @inline(never)
  static func runApart(
    _ shape: ConvolutionShape, _ plan: FilterGradientPlan, _ images: Range<Int>,
    _ rows: Range<Int>, _ input: Floats, _ upstream: Floats, _ memory: Floats, _ partial: Floats
  ) {
    run(shape, plan, images, rows, input, upstream, memory, partial)
  }

  @_alwaysEmitIntoClient @_transparent @_optimize(none)
  static func run(
    _ shape: ConvolutionShape, _ plan: FilterGradientPlan, _ images: Range<Int>,
    _ rows: Range<Int>, _ input: Floats, _ upstream: Floats, _ memory: Floats, _ partial: Floats
  ) {
    let frame = shape.inputFrame
    let width = tileVectors &* lanes
    let paddedRows = (rows.count &+ tileRows &- 1) / tileRows &* tileRows
    (partial.base + rows.lowerBound &* plan.rowFloats).update(
      repeating: 0, count: paddedRows &* plan.rowFloats)
    var first = images.lowerBound
    while first < images.upperBound {
      let count = min(frame.imagesAtATime, images.upperBound &- first)
      let framed = frame.images(input, first: first, count: count, workspace: memory)
      var group = 0
      while group < shape.groups {
        var column = 0
        while column < shape.groupFilters {
          var row = rows.lowerBound
          while row < rows.upperBound {
            tile(
              shape, plan, framed + group &* shape.groupChannels, count: count,
              upstream.base
                + (first &* shape.window.pixels &* shape.filters
                  &+ group &* shape.groupFilters &+ column),
              reach: Tile<tileRows, tileVectors>.reach(
                of: shape.groupFilters % width == 0 ? width : shape.groupFilters &- column),
              firstRow: row,
              partial.advanced(
                by: plan.offset(row: row, filter: group &* shape.groupFilters)
                  &+ column))
            row &+= tileRows
          }
          column &+= width
        }
        group &+= 1
      }
      first &+= frame.imagesAtATime
    }
  }

  /// One tile over `count` images.
  @_alwaysEmitIntoClient @_transparent @_optimize(none)
  static func tile(
    _ shape: ConvolutionShape, _ plan: FilterGradientPlan,
    _ framed: UnsafeMutablePointer<Float>, count: Int, _ upstream: UnsafeMutablePointer<Float>,
    reach: Int, firstRow: Int, _ partial: Floats
  ) {
    let window = shape.window
    let frame = shape.inputFrame
    var places = InlineArray<tileRows, UnsafeMutablePointer<Float>>(repeating: framed)
    var slot = 0
    while slot < tileRows {
      let row = min(firstRow &+ slot, plan.rows &- 1)
      let place = row / shape.groupChannels
      let channel = row &- place &* shape.groupChannels
      let kernelRow = place / shape.kernelWidth
      let kernelColumn = place &- kernelRow &* shape.kernelWidth
      places[slot] =
        framed
        + (kernelRow &* shape.dilationHeight &* frame.rowStep
          &+ kernelColumn &* shape.dilationWidth &* shape.channels &+ channel)
      slot &+= 1
    }
    var sums = Tile<tileRows, tileVectors>()
    sums.load(from: partial, stride: plan.rowFloats)
    var right = upstream
    // Results that follow each other without a gap are one long run.
    let joinsRows = window.rowStep == window.width &* window.columnStep
    let joinsImages = joinsRows && frame.imageStep == window.pixels &* window.columnStep
    let images = joinsImages ? 1 : count
    let height = joinsRows ? 1 : window.height
    let depth =
      joinsImages ? count &* window.pixels : joinsRows ? window.pixels : window.width
    var image = 0
    while image < images {
      var y = 0
      while y < height {
        let offset = image &* frame.imageStep &+ y &* window.rowStep
        var left = places
        var slot = 0
        while slot < tileRows {
          left[slot] = places[slot] + offset
          slot &+= 1
        }
        sums.accumulate(
          left: left, leftStep: window.columnStep, right: right, rightStep: shape.filters,
          reach: reach, depth: depth)
        right += depth &* shape.filters
        y &+= 1
      }
      image &+= 1
    }
    sums.store(to: partial, stride: plan.rowFloats)
  }
}

/// A window that slides over images, in tiles of `tileRows` results by `tileVectors` vectors.
@frozen
@usableFromInline
enum SlidingTiles<let tileRows: Int, let tileVectors: Int> {
  /// Sums over the window for `pixels` (counted through all images) and every column.
  ///
  /// A filter that stays in the second cache passes by every tile of results, so that what `body`
  /// reads and writes lies in a row; a larger one is swept panel by panel.
  ///
  /// - `filter`: right operand, depth steps `filterStep` floats apart; panels of columns
  ///   `panelStride` floats apart.
  /// - `beside`: what `body` reads of the shape of the result.
  /// - `body`: a finished vector with its pixel and first column.
  @_alwaysEmitIntoClient @_transparent @_optimize(none)
  static func run(
    _ window: Window, images: UnsafeMutablePointer<Float>, pixels: Range<Int>,
    filter: UnsafeMutablePointer<Float>, filterStep: Int, panelStride: Int, columns: Int,
    beside: ResultRows, _ body: (_ sum: Vector, _ pixel: Int, _ column: Int, _ count: Int) -> Void
  ) {
    let width = tileVectors &* lanes
    let panels = (columns &+ width &- 1) / width
    let rows = pixels.upperBound &- pixels.lowerBound
    let strips = (rows &+ tileRows &- 1) / tileRows
    let isFilterSmall = panels &* width &* window.depth <= residentFloats
    let outer = isFilterSmall ? strips : panels
    let inner = isFilterSmall ? panels : strips
    var corner = InlineArray<tileRows, UnsafeMutablePointer<Float>>(repeating: images)
    var taps = 0..<window.tapRows
    var turn = 0
    while turn < outer {
      if isFilterSmall {
        corner = corners(window, images, pixels, strip: turn)
        taps = self.taps(window, pixels, strip: turn)
      }
      var step = 0
      while step < inner {
        let strip = isFilterSmall ? turn : step
        let panel = isFilterSmall ? step : turn
        if !isFilterSmall {
          corner = corners(window, images, pixels, strip: strip)
          taps = self.taps(window, pixels, strip: strip)
        }
        let pixel = pixels.lowerBound &+ strip &* tileRows
        let column = panel &* width
        let remaining = columns <= width ? columns : columns &- column
        let reach = Tile<tileRows, tileVectors>.reach(
          of: columns % width == 0 ? width : remaining)
        var tile = Tile<tileRows, tileVectors>()
        beside.prefetch(
          from: pixel, rows: min(tileRows, pixels.upperBound &- pixel), column: column,
          columns: columns % width == 0 ? width : min(width, remaining))
        slide(
          window, taps, over: corner, filter: filter + panel &* panelStride, filterStep: filterStep,
          reach: reach, &tile)
        tile.forEach(
          rows: 0..<min(tileRows, pixels.upperBound &- pixel),
          columns: remaining,
          isWhole: columns % width == 0
        ) {
          body($0, pixel &+ $1, column &+ $2, $3)
        }
        step &+= 1
      }
      turn &+= 1
    }
  }

  /// Where the windows of a strip of results begin. Past the end the last result is computed again
  /// and not handed out.
  @_alwaysEmitIntoClient @_transparent @_optimize(none)
  static func corners(
    _ window: Window, _ images: UnsafeMutablePointer<Float>, _ pixels: Range<Int>, strip: Int
  ) -> InlineArray<tileRows, UnsafeMutablePointer<Float>> {
    let pixel = pixels.lowerBound &+ strip &* tileRows
    let last = pixels.upperBound &- 1
    var corner = InlineArray<tileRows, UnsafeMutablePointer<Float>>(repeating: images)
    var slot = 0
    while slot < tileRows {
      corner[slot] = images + window.offset(of: min(pixel &+ slot, last))
      slot &+= 1
    }
    return corner
  }

  /// The rows of the window that a strip of results needs.
  @_alwaysEmitIntoClient @_transparent @_optimize(none)
  static func taps(_ window: Window, _ pixels: Range<Int>, strip: Int) -> Range<Int> {
    let first = pixels.lowerBound &+ strip &* tileRows
    return window.taps(first: first, last: min(first &+ tileRows, pixels.upperBound) &- 1)
  }

  /// As `run`, in a function of its own.
  @_alwaysEmitIntoClient @inline(never)
  static func runApart(
    _ window: Window, images: UnsafeMutablePointer<Float>, pixels: Range<Int>,
    filter: UnsafeMutablePointer<Float>, filterStep: Int, panelStride: Int, columns: Int,
    beside: ResultRows, _ body: (_ sum: Vector, _ pixel: Int, _ column: Int, _ count: Int) -> Void
  ) {
    run(
      window, images: images, pixels: pixels, filter: filter, filterStep: filterStep,
      panelStride: panelStride, columns: columns, beside: beside, body)
  }

  /// Adds the places of the window in the rows `taps` to the tile.
  @_alwaysEmitIntoClient @_transparent @_optimize(none)
  static func slide(
    _ window: Window, _ taps: Range<Int>,
    over corner: InlineArray<tileRows, UnsafeMutablePointer<Float>>,
    filter: UnsafeMutablePointer<Float>, filterStep: Int, reach: Int,
    _ tile: inout Tile<tileRows, tileVectors>
  ) {
    var tapRow = taps.lowerBound
    var right = filter + tapRow &* window.tapColumns &* window.run &* filterStep
    var rowOffset = tapRow &* window.tapRowStep
    while tapRow < taps.upperBound {
      var offset = rowOffset
      var tapColumn = 0
      while tapColumn < window.tapColumns {
        var left = corner
        var slot = 0
        while slot < tileRows {
          left[slot] = corner[slot] + offset
          slot &+= 1
        }
        tile.accumulate(
          left: left, leftStep: 1, right: right, rightStep: filterStep, reach: reach,
          depth: window.run)
        right += window.run &* filterStep
        offset &+= window.tapColumnStep
        tapColumn &+= 1
      }
      rowOffset &+= window.tapRowStep
      tapRow &+= 1
    }
  }
}

/// What an epilogue reads beside the sums: tensors of the result's shape, of which `first` is the float
/// of the first pixel and column.
@frozen
@usableFromInline
struct ResultRows {
  @usableFromInline let companions: Companions
  @usableFromInline let first: Int
  /// Floats from one pixel to the next.
  @usableFromInline let rowFloats: Int

  @_alwaysEmitIntoClient @_transparent @_optimize(none)
  init(_ companions: Companions, first: Int, rowFloats: Int) {
    self.companions = companions
    self.first = first
    self.rowFloats = rowFloats
  }

  /// Asks for a tile of results.
  @_alwaysEmitIntoClient @_transparent @_optimize(none)
  func prefetch(from pixel: Int, rows: Int, column: Int, columns: Int) {
    companions.prefetch(
      at: first &+ pixel &* rowFloats &+ column, rows: rows, stride: rowFloats, columns: columns)
  }
}

/// Calls the tiling that suits `columns`, over all columns of one group.
///
/// - `isApart`: each tiling in a function of its own. Where sizes are constants one tiling is left
///   and is best in line; where they are not, several in one function are more than the optimizer
///   takes on.
@_alwaysEmitIntoClient @_transparent @_optimize(none)
func slideTiles(
  _ window: Window, images: UnsafeMutablePointer<Float>, pixels: Range<Int>,
  filter: UnsafeMutablePointer<Float>, filterStep: Int, panelStride: Int, columns: Int,
  beside: ResultRows, isApart: Bool,
  _ body: (_ sum: Vector, _ pixel: Int, _ column: Int, _ count: Int) -> Void
) {
  let vectors = tileVectors(columns)
  if isApart {
    if vectors == 1 {
      SlidingTiles<8, 1>.runApart(
        window, images: images, pixels: pixels, filter: filter, filterStep: filterStep,
        panelStride: panelStride, columns: columns, beside: beside, body)
    } else if vectors == 3 {
      SlidingTiles<4, 3>.runApart(
        window, images: images, pixels: pixels, filter: filter, filterStep: filterStep,
        panelStride: panelStride, columns: columns, beside: beside, body)
    } else if lanes == 16 {
      SlidingTiles<12, 2>.runApart(
        window, images: images, pixels: pixels, filter: filter, filterStep: filterStep,
        panelStride: panelStride, columns: columns, beside: beside, body)
    } else {
      SlidingTiles<6, 2>.runApart(
        window, images: images, pixels: pixels, filter: filter, filterStep: filterStep,
        panelStride: panelStride, columns: columns, beside: beside, body)
    }
  } else if vectors == 1 {
    SlidingTiles<8, 1>.run(
      window, images: images, pixels: pixels, filter: filter, filterStep: filterStep,
      panelStride: panelStride, columns: columns, beside: beside, body)
  } else if vectors == 3 {
    SlidingTiles<4, 3>.run(
      window, images: images, pixels: pixels, filter: filter, filterStep: filterStep,
      panelStride: panelStride, columns: columns, beside: beside, body)
  } else {
    slideWideTiles(
      window, images: images, pixels: pixels, filter: filter, filterStep: filterStep,
      panelStride: panelStride, columns: columns, beside: beside, Vector.self, body)
  }
}

/// The tiling for many columns; a matter of types, so that no kernel is compiled with those of other
/// machines.
@_alwaysEmitIntoClient @_transparent @_optimize(none)
func slideWideTiles(
  _ window: Window, images: UnsafeMutablePointer<Float>, pixels: Range<Int>,
  filter: UnsafeMutablePointer<Float>, filterStep: Int, panelStride: Int, columns: Int,
  beside: ResultRows, _ vector: SIMD16<Float>.Type,
  _ body: (_ sum: Vector, _ pixel: Int, _ column: Int, _ count: Int) -> Void
) {
  SlidingTiles<12, 2>.run(
    window, images: images, pixels: pixels, filter: filter, filterStep: filterStep,
    panelStride: panelStride, columns: columns, beside: beside, body)
}

/// As the form for 16 lanes.
@_alwaysEmitIntoClient @_transparent @_optimize(none)
func slideWideTiles(
  _ window: Window, images: UnsafeMutablePointer<Float>, pixels: Range<Int>,
  filter: UnsafeMutablePointer<Float>, filterStep: Int, panelStride: Int, columns: Int,
  beside: ResultRows, _ vector: SIMD8<Float>.Type,
  _ body: (_ sum: Vector, _ pixel: Int, _ column: Int, _ count: Int) -> Void
) {
  SlidingTiles<6, 2>.run(
    window, images: images, pixels: pixels, filter: filter, filterStep: filterStep,
    panelStride: panelStride, columns: columns, beside: beside, body)
}

/// As the form for 16 lanes.
@_alwaysEmitIntoClient @_transparent @_optimize(none)
func slideWideTiles(
  _ window: Window, images: UnsafeMutablePointer<Float>, pixels: Range<Int>,
  filter: UnsafeMutablePointer<Float>, filterStep: Int, panelStride: Int, columns: Int,
  beside: ResultRows, _ vector: SIMD4<Float>.Type,
  _ body: (_ sum: Vector, _ pixel: Int, _ column: Int, _ count: Int) -> Void
) {
  SlidingTiles<6, 2>.run(
    window, images: images, pixels: pixels, filter: filter, filterStep: filterStep,
    panelStride: panelStride, columns: columns, beside: beside, body)
}

/// Vectors in a row of the tile for this many columns: 1, 2 or 3.
@_alwaysEmitIntoClient @_transparent @_optimize(none)
func tileVectors(_ columns: Int, lanes: Int = lanes) -> Int {
  if columns <= lanes { return 1 }
  return lanes < 16 && columns > 2 &* lanes && columns <= 3 &* lanes ? 3 : 2
}

/// Columns rounded up to whole panels.
@_alwaysEmitIntoClient @_transparent @_optimize(none)
func panelledColumns(_ columns: Int, lanes: Int = lanes) -> Int {
  let width = tileVectors(columns, lanes: lanes) &* lanes
  return (columns &+ width &- 1) / width &* width
}

/// Sums over the rows of a `[reduced, columns]` array, `N` sums at once for every column: gradients
/// of biases, statistics of batches.
///
/// - `partials`: `columnWorkspace` floats.
/// - `body`: the terms of one row for the columns of a lane.
/// - `then`: gets the finished sums; called once for every vector of columns.
/// - Order: rows are cut into chunks that depend on the shape alone; their sums are added in order.
///   Contains a barrier: every thread of the region must call this.
/// - Cost: `N · reduced · columns` additions.
@_alwaysEmitIntoClient @inline(__always)
public func columns<let N: Int>(
  reduced: Int, columns: Int, partials: Floats, _ part: Part,
  _ body: (_ row: Int, Lane) -> InlineArray<N, Vector>, then: (Lane, InlineArray<N, Vector>) -> Void
) {
  reduceColumns(
    reduced: reduced, columns: columns, identity: 0, partials: partials, part, body,
    { $0 + $1 }, then: then)
}

/// As `columns`, with the largest value instead of the sum; NaN when any is NaN, -inf for no rows.
@_alwaysEmitIntoClient @inline(__always)
public func columnMaximum<let N: Int>(
  reduced: Int, columns: Int, partials: Floats, _ part: Part,
  _ body: (_ row: Int, Lane) -> InlineArray<N, Vector>, then: (Lane, InlineArray<N, Vector>) -> Void
) {
  reduceColumns(
    reduced: reduced, columns: columns, identity: -.infinity, partials: partials, part, body,
    { maximum($0, $1) }, then: then)
}

/// Chunks into which `columns` cuts the rows; each has partial sums of its own.
@_alwaysEmitIntoClient @inline(__always)
public func columnPartials(reduced: Int, columns: Int) -> Int {
  // A chunk is worth at least 2,048 elements, so that summing up the chunks stays cheap.
  let rowsAtLeast = max(8, 2048 / max(columns, 1))
  return max(1, min(16, reduced / rowsAtLeast))
}

/// Floats of workspace that `columns` needs for `outputs` sums.
@_alwaysEmitIntoClient
public func columnWorkspace(reduced: Int, columns: Int, outputs: Int) -> Int {
  let partials = columnPartials(reduced: reduced, columns: columns)
  return forAnyLanes { partials &* outputs &* wholeVectors(columns, lanes: $0) } &+ 16
}

/// Columns rounded up to whole vectors.
@_alwaysEmitIntoClient @inline(__always)
func wholeVectors(_ columns: Int, lanes: Int = lanes) -> Int {
  (columns &+ lanes &- 1) / lanes &* lanes
}

/// Both phases of a reduction over rows.
@_alwaysEmitIntoClient @inline(__always)
func reduceColumns<let N: Int>(
  reduced: Int, columns: Int, identity: Float, partials: Floats, _ part: Part,
  _ body: (_ row: Int, Lane) -> InlineArray<N, Vector>,
  _ combine: (Vector, Vector) -> Vector, then: (Lane, InlineArray<N, Vector>) -> Void
) {
  let chunks = columnPartials(reduced: reduced, columns: columns)
  let width = wholeVectors(columns)
  let isSmall = reduced &* columns &* N < smallWork
  let own = part.range(of: chunks, grain: 1, isSmall: isSmall)
  var chunk = own.lowerBound
  while chunk < own.upperBound {
    let rows = (reduced &* chunk / chunks)..<(reduced &* (chunk &+ 1) / chunks)
    foldRows(rows, columns: columns, identity: identity, body, combine) { lane, folded in
      var output = 0
      while output < N {
        let place = (chunk &* N &+ output) &* width &+ lane.index
        partials.store(folded[output], at: place, count: lanes)
        output &+= 1
      }
    }
    chunk &+= 1
  }
  part.barrier()
  let vectors = part.range(
    of: width / lanes, grain: 1, isSmall: chunks &* N &* width < smallWork)
  elements(
    from: vectors.lowerBound &* lanes, to: min(vectors.upperBound &* lanes, columns)
  ) { lane in
    var result = InlineArray<N, Vector>(repeating: Vector(repeating: 0))
    var output = 0
    while output < N {
      result[output] = partials.vector(at: output &* width &+ lane.index)
      output &+= 1
    }
    var chunk = 1
    while chunk < chunks {
      var output = 0
      while output < N {
        let place = (chunk &* N &+ output) &* width &+ lane.index
        result[output] = combine(result[output], partials.vector(at: place))
        output &+= 1
      }
      chunk &+= 1
    }
    then(lane, result)
  }
}

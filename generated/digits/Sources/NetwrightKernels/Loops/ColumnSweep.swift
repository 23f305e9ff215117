/// A walk down some rows that folds a few neighbouring vectors of columns at once: whole cache lines
/// are used when they come in, and the sums do not wait for one another.
@frozen
@usableFromInline
enum ColumnSweep<let vectors: Int> {
  /// - `count`: lanes that count, in each vector.
  /// - `then`: gets what the rows fold to.
  /// - Order: rows ascending, for every column on its own, whatever `vectors` is.
  @_alwaysEmitIntoClient @inline(__always)
  static func run<let N: Int>(
    _ rows: Range<Int>, column: Int, count: Int, identity: Float,
    _ body: (_ row: Int, Lane) -> InlineArray<N, Vector>,
    _ combine: (Vector, Vector) -> Vector, then: (Lane, InlineArray<N, Vector>) -> Void
  ) {
    var running = InlineArray<vectors, InlineArray<N, Vector>>(
      repeating: InlineArray(repeating: Vector(repeating: identity)))
    var row = rows.lowerBound
    while row < rows.upperBound {
      var vector = 0
      while vector < vectors {
        let terms = body(row, Lane(index: column &+ vector &* lanes, count: count))
        var output = 0
        while output < N {
          running[vector][output] = combine(running[vector][output], terms[output])
          output &+= 1
        }
        vector &+= 1
      }
      row &+= 1
    }
    // A copy, so that the sums stay in registers above.
    let finished = running
    var vector = 0
    while vector < vectors {
      then(Lane(index: column &+ vector &* lanes, count: count), finished[vector])
      vector &+= 1
    }
  }
}

/// Folds rows for all columns, four vectors at a time while there are as many.
@_alwaysEmitIntoClient @inline(__always)
func foldRows<let N: Int>(
  _ rows: Range<Int>, columns: Int, identity: Float,
  _ body: (_ row: Int, Lane) -> InlineArray<N, Vector>,
  _ combine: (Vector, Vector) -> Vector, then: (Lane, InlineArray<N, Vector>) -> Void
) {
  var column = 0
  if columns >= 4 &* lanes {
    while column &+ 4 &* lanes <= columns {
      ColumnSweep<4>.run(
        rows, column: column, count: lanes, identity: identity, body, combine, then: then)
      column &+= 4 &* lanes
    }
  }
  if columns % (4 &* lanes) != 0 {
    while column &+ lanes <= columns {
      ColumnSweep<1>.run(
        rows, column: column, count: lanes, identity: identity, body, combine, then: then)
      column &+= lanes
    }
  }
  if columns % lanes != 0 {
    ColumnSweep<1>.run(
      rows, column: column, count: columns &- column, identity: identity, body, combine,
      then: then)
  }
}

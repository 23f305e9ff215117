/// Sums over the `reduced` rows of one block for every column, by one thread; `N` sums at once.
///
/// For blocks that are themselves divided among the threads. Rows are added in order.
@_alwaysEmitIntoClient @inline(__always)
public func columnsInRow<let N: Int>(
  reduced: Int, columns: Int, _ body: (_ row: Int, Lane) -> InlineArray<N, Vector>,
  then: (Lane, InlineArray<N, Vector>) -> Void
) {
  foldInRow(reduced: reduced, columns: columns, identity: 0, body, { $0 + $1 }, then: then)
}

/// As `columnsInRow`, with the largest value; NaN when any is NaN, -inf for no rows.
@_alwaysEmitIntoClient @inline(__always)
public func columnsInRowMaximum<let N: Int>(
  reduced: Int, columns: Int, _ body: (_ row: Int, Lane) -> InlineArray<N, Vector>,
  then: (Lane, InlineArray<N, Vector>) -> Void
) {
  foldInRow(
    reduced: reduced, columns: columns, identity: -.infinity, body, { maximum($0, $1) },
    then: then)
}

/// As `columnsInRow`, with the smallest value; NaN when any is NaN, +inf for no rows.
@_alwaysEmitIntoClient @inline(__always)
public func columnsInRowMinimum<let N: Int>(
  reduced: Int, columns: Int, _ body: (_ row: Int, Lane) -> InlineArray<N, Vector>,
  then: (Lane, InlineArray<N, Vector>) -> Void
) {
  foldInRow(
    reduced: reduced, columns: columns, identity: .infinity, body, { minimum($0, $1) }, then: then)
}

/// As `columns`, with the smallest value instead of the sum; NaN when any is NaN, +inf for no rows.
@_alwaysEmitIntoClient @inline(__always)
public func columnMinimum<let N: Int>(
  reduced: Int, columns: Int, partials: Floats, _ part: Part,
  _ body: (_ row: Int, Lane) -> InlineArray<N, Vector>, then: (Lane, InlineArray<N, Vector>) -> Void
) {
  reduceColumns(
    reduced: reduced, columns: columns, identity: .infinity, partials: partials, part, body,
    { minimum($0, $1) }, then: then)
}

@_alwaysEmitIntoClient @inline(__always)
func foldInRow<let N: Int>(
  reduced: Int, columns: Int, identity: Float,
  _ body: (_ row: Int, Lane) -> InlineArray<N, Vector>, _ combine: (Vector, Vector) -> Vector,
  then: (Lane, InlineArray<N, Vector>) -> Void
) {
  foldRows(0..<reduced, columns: columns, identity: identity, body, combine, then: then)
}

/// Sum of a row, over vectors that `body` computes.
///
/// The order is fixed by `columns` and the width of a vector: four running sums, then pairwise.
/// Lanes beyond the row are replaced by zero, so `body` may leave anything there.
@_alwaysEmitIntoClient @inline(__always)
public func sum(_ columns: Int, _ body: (Lane) -> Vector) -> Float {
  total(reduced(columns, identity: 0, body) { $0 + $1 })
}

/// Largest value of a row; NaN when any is NaN, as PyTorch; -inf for an empty row.
@_alwaysEmitIntoClient @inline(__always)
public func maximum(_ columns: Int, _ body: (Lane) -> Vector) -> Float {
  let best = reduced(columns, identity: -.infinity, body) { maximum($0, $1) }
  var result = best[0]
  for lane in 1..<lanes where best[lane] > result || best[lane] != best[lane] {
    result = best[lane]
  }
  return result
}

/// Smallest value of a row; NaN when any is NaN, as PyTorch; +inf for an empty row.
@_alwaysEmitIntoClient @inline(__always)
public func minimum(_ columns: Int, _ body: (Lane) -> Vector) -> Float {
  let best = reduced(columns, identity: .infinity, body) { minimum($0, $1) }
  var result = best[0]
  for lane in 1..<lanes where best[lane] < result || best[lane] != best[lane] {
    result = best[lane]
  }
  return result
}

/// Four running results over a row, combined pairwise into one vector.
@_alwaysEmitIntoClient @inline(__always)
func reduced(
  _ columns: Int, identity: Float, _ body: (Lane) -> Vector,
  _ combine: (Vector, Vector) -> Vector
) -> Vector {
  var running = InlineArray<4, Vector>(repeating: Vector(repeating: identity))
  var index = 0
  while index &+ 4 &* lanes <= columns {
    for slot in 0..<4 {
      let value = body(Lane(index: index &+ slot &* lanes, count: lanes))
      running[slot] = combine(running[slot], value)
    }
    index &+= 4 &* lanes
  }
  while index < columns {
    let count = min(lanes, columns &- index)
    let value = body(Lane(index: index, count: count))
    let kept = value.replacing(with: identity, where: .!firstLanes(count))
    running[0] = combine(running[0], kept)
    index &+= lanes
  }
  return combine(combine(running[0], running[1]), combine(running[2], running[3]))
}

/// Sum of the lanes, halves first.
@_alwaysEmitIntoClient @inline(__always)
public func total(_ vector: Vector) -> Float { nw_total(vector) }

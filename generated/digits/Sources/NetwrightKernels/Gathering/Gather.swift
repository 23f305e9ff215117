/// Copies rows of a table: `into[i] = table[indices[i]]`.
///
/// - Shapes: `table: [entries, width]`, `indices: [count]` → `[count, width]`.
/// - Indices must be in range: the caller has checked them before the step.
@_alwaysEmitIntoClient @inline(__always)
public func gatherRows(
  count: Int, width: Int, table: Floats, indices: Integers, into target: Floats, _ part: Part
) {
  rows(count, width, part) { row in
    let from = Int(indices[row]) &* width
    each(width) { lane in
      target.store(
        table.vector(at: from &+ lane.index), at: row &* width &+ lane.index, count: lane.count)
    }
  }
}

/// Gradient of `gatherRows`: `into` is zeroed, then `into[indices[i]] += updates[i]` in ascending
/// order of i.
///
/// - Shapes: `indices: [count]`, `updates: [count, width]` → `[entries, width]`.
/// - Threads take ranges of entries and each reads all indices, so that the order of additions, and
///   with it every bit, is the same for any number of threads.
@_alwaysEmitIntoClient @inline(__always)
public func scatterAddRows(
  count: Int, width: Int, entries: Int, indices: Integers, updates: Floats, into target: Floats,
  _ part: Part
) {
  let isSmall = (count &+ entries) &* width < smallWork
  let own = part.range(of: entries, grain: 1, isSmall: isSmall)
  if own.isEmpty { return }
  (target.base + own.lowerBound &* width).update(repeating: 0, count: own.count &* width)
  var row = 0
  while row < count {
    let entry = Int(indices[row])
    if entry >= own.lowerBound && entry < own.upperBound {
      each(width) { lane in
        let place = entry &* width &+ lane.index
        let sum = target.vector(at: place) + updates.vector(at: row &* width &+ lane.index)
        target.store(sum, at: place, count: lane.count)
      }
    }
    row &+= 1
  }
}

/// Places claims in the order of time: what ends gives its bytes back, what begins takes the
/// smallest gap that is large enough, else new bytes at the end.
///
/// Time: each claim looks at the gaps that are open then, of which there are few.
struct ArenaSweep {
  private struct Gap {
    var offset: Int
    var end: Int
    var size: Int { end - offset }
  }

  /// Free bytes below `end`, in order; no two touch.
  private var gaps: [Gap] = []
  private var end = 0

  static func place(_ claims: [ArenaPacker.Claim]) -> ArenaPacker.Placement {
    var sweep = ArenaSweep()
    var offsets = [Int](repeating: 0, count: claims.count)
    let births = claims.indices.sorted { a, b in
      let (first, second) = (claims[a], claims[b])
      if first.first != second.first { return first.first < second.first }
      // What lives long goes below what goes soon.
      if first.last != second.last { return first.last > second.last }
      return first.size != second.size ? first.size > second.size : a < b
    }
    let deaths = claims.indices.sorted { (claims[$0].last, $0) < (claims[$1].last, $1) }
    var next = 0
    for index in births {
      while next < deaths.count, claims[deaths[next]].last < claims[index].first {
        let dead = deaths[next]
        sweep.free(offsets[dead], claims[dead].size)
        next += 1
      }
      offsets[index] = sweep.take(claims[index].size)
    }
    return ArenaPacker.Placement(offsets: offsets, bytes: sweep.largest)
  }

  private var largest = 0

  private mutating func take(_ size: Int) -> Int {
    var tightest: Int?
    for index in gaps.indices where gaps[index].size >= size {
      if let known = tightest, gaps[known].size <= gaps[index].size { continue }
      tightest = index
    }
    guard let tightest else { return takeAtEnd(size) }
    let offset = gaps[tightest].offset
    gaps[tightest].offset += size
    if gaps[tightest].size == 0 { gaps.remove(at: tightest) }
    return offset
  }

  /// New bytes, with those of a gap before them.
  private mutating func takeAtEnd(_ size: Int) -> Int {
    let offset = gaps.last.map { $0.end == end ? $0.offset : end } ?? end
    if offset < end { gaps.removeLast() }
    end = offset + size
    largest = max(largest, end)
    return offset
  }

  private mutating func free(_ offset: Int, _ size: Int) {
    guard size > 0 else { return }
    let position = gaps.partitioningIndex { $0.offset > offset }
    gaps.insert(Gap(offset: offset, end: offset + size), at: position)
    if position + 1 < gaps.count, gaps[position].end == gaps[position + 1].offset {
      gaps[position].end = gaps[position + 1].end
      gaps.remove(at: position + 1)
    }
    if position > 0, gaps[position - 1].end == gaps[position].offset {
      gaps[position - 1].end = gaps[position].end
      gaps.remove(at: position)
    }
  }
}

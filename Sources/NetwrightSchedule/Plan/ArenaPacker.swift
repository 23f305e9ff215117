/// Places claims on memory so that no two that live at the same time overlap, in as few bytes as a
/// few good heuristics find; the same claims always give the same places.
///
/// Claims are placed one after the other, each where it fits, in several orders; the best result is
/// kept, and the search ends where no plan could be smaller. Many claims are placed in one sweep over
/// time instead, so that time grows with their number and not with its square.
package struct ArenaPacker {
  /// Bytes that are needed from phase `first` to phase `last`.
  package struct Claim: Hashable, Sendable {
    package let size: Int
    package let first: Int
    package let last: Int

    package init(size: Int, first: Int, last: Int) {
      self.size = size
      self.first = first
      self.last = last
    }

    package func meets(_ other: Claim) -> Bool { first <= other.last && other.first <= last }
  }

  package struct Placement: Hashable, Sendable {
    /// The first byte of each claim.
    package let offsets: [Int]
    package let bytes: Int

    package init(offsets: [Int], bytes: Int) {
      self.offsets = offsets
      self.bytes = bytes
    }
  }

  /// Beyond so many claims only the sweep is tried.
  static let searchedClaims = 4_000

  private let claims: [Claim]
  private let leastBytes: Int

  package static func place(_ claims: [Claim]) -> Placement {
    ArenaPacker(claims: claims).place()
  }

  private init(claims: [Claim]) {
    self.claims = claims
    leastBytes = Self.largestLiveSet(of: claims)
  }

  /// The bytes that live at once at the fullest time: no placement needs fewer.
  package static func largestLiveSet(of claims: [Claim]) -> Int {
    var changes: [(phase: Int, bytes: Int)] = []
    for claim in claims {
      changes.append((claim.first, claim.size))
      if claim.last < .max { changes.append((claim.last + 1, -claim.size)) }
    }
    changes.sort { ($0.phase, $0.bytes) < ($1.phase, $1.bytes) }
    var (live, largest) = (0, 0)
    for change in changes {
      live += change.bytes
      largest = max(largest, live)
    }
    return largest
  }

  private func place() -> Placement {
    var best = ArenaSweep.place(claims)
    guard claims.count <= Self.searchedClaims else { return best }
    for order in orders() {
      for choosesTightest in [false, true] {
        if best.bytes == leastBytes { return best }
        let next = placed(in: order, choosesTightest: choosesTightest)
        if next.bytes < best.bytes { best = next }
      }
    }
    return best
  }

  /// The largest first; those that block most memory for most of the time first; the longest first.
  private func orders() -> [[Int]] {
    let keys: [(Claim) -> (Int, Int)] = [
      { (-$0.size, $0.first) },
      { (-saturatingProduct($0.size, Self.length($0)), $0.first) },
      { (-Self.length($0), -$0.size) },
    ]
    return keys.map { key in
      claims.indices.sorted { a, b in
        let (first, second) = (key(claims[a]), key(claims[b]))
        return first != second ? first < second : a < b
      }
    }
  }

  private static func length(_ claim: Claim) -> Int {
    claim.last == .max ? .max : claim.last - claim.first + 1
  }

  private struct Placed {
    let claim: Claim
    let offset: Int
    var end: Int { offset + claim.size }
  }

  /// - Parameter choosesTightest: takes the smallest gap that is large enough, not the lowest.
  private func placed(in order: [Int], choosesTightest: Bool) -> Placement {
    var offsets = [Int](repeating: 0, count: claims.count)
    // In order of their first bytes.
    var taken: [Placed] = []
    taken.reserveCapacity(claims.count)
    var bytes = 0
    for index in order {
      let claim = claims[index]
      var (floor, chosen, tightest) = (0, -1, Int.max)
      for other in taken where other.claim.meets(claim) {
        let gap = other.offset - floor
        if gap >= claim.size, gap < tightest {
          (chosen, tightest) = (floor, gap)
          if !choosesTightest { break }
        }
        floor = max(floor, other.end)
      }
      let offset = chosen < 0 ? floor : chosen
      offsets[index] = offset
      bytes = max(bytes, offset + claim.size)
      let position = taken.partitioningIndex { $0.offset > offset }
      taken.insert(Placed(claim: claim, offset: offset), at: position)
    }
    return Placement(offsets: offsets, bytes: bytes)
  }
}

extension Array {
  /// The first index whose element is past the border; the elements must be sorted by it.
  func partitioningIndex(where isPast: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = low + (high - low) / 2
      if isPast(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

/// `a · b` of counts, `Int.max` where that is too large.
private func saturatingProduct(_ a: Int, _ b: Int) -> Int {
  let (product, overflow) = a.multipliedReportingOverflow(by: b)
  return overflow ? .max : product
}

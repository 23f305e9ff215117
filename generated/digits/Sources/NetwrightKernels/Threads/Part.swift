/// One thread's share of a parallel region.
///
/// Every thread of a team runs the same kernels with its own part. How work is cut never changes a
/// result: no sum is ever split along a border that depends on `count`.
@frozen
public struct Part {
  /// This thread, 0 to `count - 1`.
  public let index: Int
  /// Threads in the region.
  public let count: Int
  public let team: Team

  @_alwaysEmitIntoClient @inline(__always)
  public init(index: Int, count: Int, team: Team) {
    self.index = index
    self.count = count
    self.team = team
  }

  /// Waits until every thread of the region has come here; what they wrote is then visible.
  @_alwaysEmitIntoClient @inline(__always)
  public func barrier() { if count > 1 { team.barrier() } }

  /// This thread's share of `0..<total`, cut at multiples of `grain`; shares differ by a grain.
  @_alwaysEmitIntoClient @inline(__always)
  public func range(of total: Int, grain: Int) -> Range<Int> {
    if count == 1 { return Range(uncheckedBounds: (0, total)) }
    let units = (total &+ grain &- 1) / grain
    let lower = min(total, units &* index / count &* grain)
    let upper = min(total, units &* (index &+ 1) / count &* grain)
    return Range(uncheckedBounds: (lower, upper))
  }

  /// As `range(of:grain:)`, but all of it on thread 0 when `isSmall`.
  @_alwaysEmitIntoClient @inline(__always)
  public func range(of total: Int, grain: Int, isSmall: Bool) -> Range<Int> {
    if isSmall { return Range(uncheckedBounds: (0, index == 0 ? total : 0)) }
    return range(of: total, grain: grain)
  }
}

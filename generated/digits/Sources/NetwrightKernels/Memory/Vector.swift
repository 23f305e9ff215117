@_exported import CNetwrightVector

/// As many floats as one vector register of the target holds: 4, 8 or 16.
public typealias Vector = nw_vector
/// As many 32-bit integers as `Vector` has lanes.
public typealias IntVector = nw_int_vector
/// One truth value per lane of a `Vector`.
public typealias VectorMask = SIMDMask<IntVector>

/// The number of lanes of a `Vector`; a constant to the optimizer.
@_alwaysEmitIntoClient @inline(__always)
public var lanes: Int { Int(NW_LANES) }

/// What `floats` says for vectors of any width at most: workspace is asked for by this, so that what
/// is planned on one machine is what any other takes, whatever its vectors.
@_alwaysEmitIntoClient
func forAnyLanes(_ floats: (_ lanes: Int) -> Int) -> Int {
  max(floats(4), floats(8), floats(16))
}

/// 0, 1, 2, … in the lanes.
@_alwaysEmitIntoClient @inline(__always)
public var laneNumbers: IntVector { nw_lane_numbers() }

/// True in the first `count` lanes.
@_alwaysEmitIntoClient @inline(__always)
public func firstLanes(_ count: Int) -> VectorMask {
  laneNumbers .< IntVector(repeating: Int32(truncatingIfNeeded: count))
}

/// Where a vector stands in a row or an array.
///
/// `count` is `lanes` in the main loop, visibly so at compile time, and less in the tail.
@frozen
public struct Lane {
  /// Element at which the vector begins.
  public let index: Int
  /// How many lanes count, 1 to `lanes`.
  public let count: Int

  @_alwaysEmitIntoClient @inline(__always)
  public init(index: Int, count: Int) {
    self.index = index
    self.count = count
  }
}

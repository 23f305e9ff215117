import CNetwrightVector

/// Tensors of the result's shape that an epilogue reads, at most three: they are asked for while the
/// sums are computed, since a tile's rows lie too far apart for the machine to foresee them.
@frozen
public struct Companions {
  @usableFromInline let count: Int
  @usableFromInline let first: UnsafeMutablePointer<Float>?
  @usableFromInline let second: UnsafeMutablePointer<Float>?
  @usableFromInline let third: UnsafeMutablePointer<Float>?

  @_alwaysEmitIntoClient @inline(__always)
  public init() {
    (count, first, second, third) = (0, nil, nil, nil)
  }

  @_alwaysEmitIntoClient @inline(__always)
  public init(_ first: Floats) {
    (count, self.first, second, third) = (1, first.base, nil, nil)
  }

  @_alwaysEmitIntoClient @inline(__always)
  public init(_ first: Floats, _ second: Floats) {
    (count, self.first, self.second, third) = (2, first.base, second.base, nil)
  }

  @_alwaysEmitIntoClient @inline(__always)
  public init(_ first: Floats, _ second: Floats, _ third: Floats) {
    (count, self.first, self.second, self.third) = (3, first.base, second.base, third.base)
  }

  /// Asks for `rows` rows of `columns` floats, `stride` apart, from `offset` on.
  @_alwaysEmitIntoClient @_transparent @_optimize(none)
  func prefetch(at offset: Int, rows: Int, stride: Int, columns: Int) {
    if count > 0, let first { Self.prefetch(first + offset, rows, stride, columns) }
    if count > 1, let second { Self.prefetch(second + offset, rows, stride, columns) }
    if count > 2, let third { Self.prefetch(third + offset, rows, stride, columns) }
  }

  @_alwaysEmitIntoClient @_transparent @_optimize(none)
  static func prefetch(
    _ base: UnsafeMutablePointer<Float>, _ rows: Int, _ stride: Int, _ columns: Int
  ) {
    var row = 0
    while row < rows {
      var column = 0
      while column < columns {
        nw_prefetch(base + (row &* stride &+ column))
        column &+= 16
      }
      // A row of a tile rarely begins with a line.
      nw_prefetch(base + (row &* stride &+ columns &- 1))
      row &+= 1
    }
  }
}

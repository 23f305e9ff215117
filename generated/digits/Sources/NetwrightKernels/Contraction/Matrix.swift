/// A matrix in memory; one of the strides is 1.
@frozen
public struct Matrix {
  public let base: Floats
  /// Floats from one row to the next.
  public let rowStride: Int
  /// Floats from one column to the next.
  public let columnStride: Int

  @_alwaysEmitIntoClient @inline(__always)
  public init(base: Floats, rowStride: Int, columnStride: Int) {
    self.base = base
    self.rowStride = rowStride
    self.columnStride = columnStride
  }
}

/// Where a vector of results stands: `count` lanes at `[batch, row, column…]`.
@frozen
public struct Site {
  public let batch: Int
  public let row: Int
  public let column: Int
  public let count: Int

  @_alwaysEmitIntoClient @inline(__always)
  public init(batch: Int, row: Int, column: Int, count: Int) {
    self.batch = batch
    self.row = row
    self.column = column
    self.count = count
  }
}

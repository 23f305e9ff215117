import CNetwrightVector

/// What a sweep asks for while it runs, a share with every tile: the panel that it takes next, or what
/// the next panels are packed from.
@frozen
@usableFromInline
struct PanelsAhead {
  /// Steps of depth that are still to be asked for, the first of them at `base`.
  @usableFromInline var base: UnsafeMutablePointer<Float>
  @usableFromInline var steps: Int
  /// Floats from one step to the next, and those of a step that count.
  @usableFromInline let stride: Int
  @usableFromInline let columns: Int
  /// Steps for one tile.
  @usableFromInline let share: Int

  /// - Parameter tiles: how many tiles share the work.
  @_alwaysEmitIntoClient @inline(__always)
  init(
    from base: UnsafeMutablePointer<Float>, steps: Int, stride: Int, columns: Int, tiles: Int
  ) {
    self.base = base
    self.steps = steps
    self.stride = stride
    self.columns = columns
    share = (steps &+ tiles &- 1) / max(tiles, 1)
  }

  /// Asks for the share of one tile.
  @_alwaysEmitIntoClient @_transparent @_optimize(none)
  mutating func ask() {
    let count = min(share, steps)
    var step = 0
    while step < count {
      var column = 0
      while column < columns {
        nw_prefetch(base + (step &* stride &+ column))
        column &+= 16
      }
      step &+= 1
    }
    base += count &* stride
    steps &-= count
  }
}

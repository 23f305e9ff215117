import CNetwrightVector

/// Sums of a small block of the result that live in registers: `rows` by `vectors` vectors.
///
/// - Cost: `2 · rows · vectors · lanes` floating-point operations for each step of `accumulate`.
@frozen
public struct Tile<let rows: Int, let vectors: Int> {
  @usableFromInline var sums: InlineArray<rows, InlineArray<vectors, Vector>>

  @_alwaysEmitIntoClient @_transparent @_optimize(none)
  init() {
    sums = InlineArray(repeating: InlineArray(repeating: Vector(repeating: 0)))
  }

  /// Adds `left[row][step · leftStep] · right[step · rightStep + column]` over `depth` steps, in
  /// ascending order and one rounding at a time, whatever the shape of the tile: so a result does
  /// not depend on which tile computed it.
  ///
  /// - `reach`: where the last vector of a row begins that `right` has; those beyond read it again,
  ///   and their sums are of no use. `reach(of:)` of the columns that are there.
  @_alwaysEmitIntoClient @_transparent @_optimize(none)
  mutating func accumulate(
    left: InlineArray<rows, UnsafeMutablePointer<Float>>, leftStep: Int,
    right: UnsafeMutablePointer<Float>, rightStep: Int, reach: Int, depth: Int
  ) {
    var running = sums
    var (leftOffset, rightOffset, step) = (0, 0, 0)
    // Four steps a turn: the loop's own arithmetic would take a fifth of the issue slots.
    while step &+ 4 <= depth {
      var ahead = 0
      while ahead < 4 {
        Self.add(
          left, at: leftOffset &+ ahead &* leftStep,
          right + (rightOffset &+ ahead &* rightStep), reach: reach, to: &running)
        ahead &+= 1
      }
      leftOffset &+= 4 &* leftStep
      rightOffset &+= 4 &* rightStep
      step &+= 4
    }
    while step < depth {
      Self.add(left, at: leftOffset, right + rightOffset, reach: reach, to: &running)
      leftOffset &+= leftStep
      rightOffset &+= rightStep
      step &+= 1
    }
    sums = running
  }

  /// Where the last vector begins that `columns` columns have; all of them when they fill the tile.
  @_alwaysEmitIntoClient @_transparent @_optimize(none)
  static func reach(of columns: Int) -> Int {
    let last = (columns &- 1) & ~(lanes &- 1)
    return last < (vectors &- 1) &* lanes ? last : (vectors &- 1) &* lanes
  }

  /// The products of one step.
  ///
  /// Each row asks for the vectors of `right` again: the optimizer loads them once, while an array of
  /// them would be a call of its initializer where a function has grown long.
  @_alwaysEmitIntoClient @_transparent @_optimize(none)
  static func add(
    _ left: InlineArray<rows, UnsafeMutablePointer<Float>>, at offset: Int,
    _ right: UnsafeMutablePointer<Float>, reach: Int,
    to running: inout InlineArray<rows, InlineArray<vectors, Vector>>
  ) {
    var row = 0
    while row < rows {
      let factor = Vector(repeating: left[row][offset])
      var vector = 0
      while vector < vectors {
        let place = vector &* lanes < reach ? vector &* lanes : reach
        running[row][vector] = multiplyAdd(factor, nw_load(right + place), running[row][vector])
        vector &+= 1
      }
      row &+= 1
    }
  }

  /// Reads the sums from `memory`, rows `stride` floats apart.
  @_alwaysEmitIntoClient @_transparent @_optimize(none)
  mutating func load(from memory: Floats, stride: Int) {
    var loaded = sums
    var row = 0
    while row < rows {
      var vector = 0
      while vector < vectors {
        loaded[row][vector] = memory.vector(at: row &* stride &+ vector &* lanes)
        vector &+= 1
      }
      row &+= 1
    }
    sums = loaded
  }

  /// Writes the sums to `memory`, full width, rows `stride` floats apart.
  @_alwaysEmitIntoClient @_transparent @_optimize(none)
  func store(to memory: Floats, stride: Int) {
    let finished = sums
    var row = 0
    while row < rows {
      var vector = 0
      while vector < vectors {
        memory.store(finished[row][vector], at: row &* stride &+ vector &* lanes, count: lanes)
        vector &+= 1
      }
      row &+= 1
    }
  }

  /// Hands the vectors of `valid` rows to `body`, each with its row and first column; columns from
  /// `columns` on are left out.
  ///
  /// `isWhole` promises that no vector is cut, and is a constant: only one call of `body` is left,
  /// which lets the optimizer put it in line.
  @_alwaysEmitIntoClient @_transparent @_optimize(none)
  func forEach(
    rows valid: Range<Int>, columns: Int, isWhole: Bool,
    _ body: (_ sum: Vector, _ row: Int, _ column: Int, _ count: Int) -> Void
  ) {
    // A copy, so that indices here do not force the sums into memory above.
    let finished = sums
    // Every row is tested, with constant indices: a range from `valid.lowerBound` on would index at run
    // time and send the sums through memory.
    var row = 0
    while row < rows {
      var vector = 0
      while vector < vectors {
        let column = vector &* lanes
        if row >= valid.lowerBound, row < valid.upperBound, isWhole || column < columns {
          let count = isWhole ? lanes : min(lanes, columns &- column)
          body(finished[row][vector], row, column, count)
        }
        vector &+= 1
      }
      row &+= 1
    }
  }
}

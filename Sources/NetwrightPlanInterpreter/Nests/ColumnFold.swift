import NetwrightIR
import NetwrightKernels

/// Folds of one kind over the rows of a `columns` nest.
struct ColumnFold {
  let program: LaneProgram
  /// The entries to fold.
  let values: [Int]
  let function: ReductionFunction
  let outer: [Int]
  let reduced: [Int]
  let columns: Int

  /// Folds the rows `range` of block `row`, in order, for every column.
  ///
  /// - `targets`: for each value whole vectors for all columns; overwritten.
  func run(
    row: Int, reduced range: Range<Int>, into targets: [UnsafeMutablePointer<Float>],
    _ site: KernelSite
  ) {
    let floats = (columns &+ lanes &- 1) / lanes &* lanes
    for target in targets { target.update(repeating: Float(function.identity), count: floats) }
    let machine = LaneMachine(program, site.thread)
    let batch = program.pattern == .rows ? rowsOfBatch(columns: columns) : 1
    setOuter(row, batch, machine)
    if program.pattern == .rows {
      machine.layOutRows(min(batch, max(range.count, 1)))
    } else {
      machine.layOutStretch(0, min(columns, ThreadMemory.blockFloats))
    }
    machine.run(program.prologue)
    var column = 0
    repeat {
      let count = min(columns &- column, ThreadMemory.blockFloats)
      var first = range.lowerBound
      while first < range.upperBound {
        let rows = min(batch, range.upperBound &- first)
        if program.pattern == .rows {
          machine.take(rows: rows)
        } else if first == range.lowerBound {
          machine.layOutStretch(column, count)
        }
        machine.setIndices(row: first, rows: rows, loops: reduced, from: outer.count)
        machine.pointAliases()
        for segment in program.segments {
          machine.run(segment.row)
          machine.run(segment.lanes)
        }
        for (value, target) in zip(values, targets) {
          add(machine.slots(value), rows: rows, count, to: Floats(target + column))
        }
        first &+= rows
      }
      column &+= count
    } while column < columns
  }

  private func setOuter(_ row: Int, _ rows: Int, _ machine: LaneMachine) {
    var rest = row
    for loop in outer.indices.reversed() {
      let table = machine.thread.indices + loop &* ThreadMemory.slotLimit
      for place in 0..<rows { table[place] = rest % max(outer[loop], 1) }
      rest /= max(outer[loop], 1)
    }
  }

  /// Folds the rows of a batch into the running results of `count` columns.
  private func add(_ values: Floats, rows: Int, _ count: Int, to running: Floats) {
    let floats = (count &+ lanes &- 1) / lanes &* lanes
    switch function {
    case .sum: fold(values, rows, floats, running) { $0 + $1 }
    case .maximum: fold(values, rows, floats, running) { maximum($0, $1) }
    case .minimum: fold(values, rows, floats, running) { minimum($0, $1) }
    }
  }

  @inline(__always)
  private func fold(
    _ values: Floats, _ rows: Int, _ floats: Int, _ running: Floats,
    _ combine: (Vector, Vector) -> Vector
  ) {
    var column = 0
    // Two at a time, so that one addition need not wait for the last.
    while column &+ 2 &* lanes <= floats {
      var (first, second) = (running.vector(at: column), running.vector(at: column &+ lanes))
      var place = column
      for _ in 0..<rows {
        first = combine(first, values.vector(at: place))
        second = combine(second, values.vector(at: place &+ lanes))
        place &+= floats
      }
      running.store(first, at: column, count: lanes)
      running.store(second, at: column &+ lanes, count: lanes)
      column &+= 2 &* lanes
    }
    if column < floats {
      var only = running.vector(at: column)
      for row in 0..<rows { only = combine(only, values.vector(at: row &* floats &+ column)) }
      running.store(only, at: column, count: lanes)
    }
  }

  /// Combines the partial results of chunks, in order, for the columns `own`.
  func combine(
    _ partials: Floats, stride: Int, chunks: Int, _ own: Range<Int>, into results: Floats
  ) {
    var column = own.lowerBound
    while column < own.upperBound {
      var total = partials.vector(at: column)
      for chunk in 1..<max(chunks, 1) {
        let next = partials.vector(at: chunk &* stride &+ column)
        switch function {
        case .sum: total = total + next
        case .maximum: total = maximum(total, next)
        case .minimum: total = minimum(total, next)
        }
      }
      results.store(total, at: column, count: lanes)
      column &+= lanes
    }
  }
}

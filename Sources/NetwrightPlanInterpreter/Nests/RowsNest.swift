import NetwrightIR
import NetwrightKernels
import NetwrightSchedule
import NetwrightTensor

/// A `rows` nest: every stage sweeps the row, folds fold it.
struct RowsNest {
  private let program: LaneProgram
  /// Sizes of the loops around the row.
  private let loops: [Int]
  private let rowCount: Int
  private let columns: Int
  /// Nothing happens once per row, and all is one row: threads divide its elements.
  private let isFlat: Bool

  init(_ nest: LoopNest, operandTypes: [DType]) throws(NoLanes) {
    let isRowWise = nest.stages.contains { $0.isReduction || $0.isRowStore }
    let layout = LoopLayout(nest: nest, affines: nest.affines, mergesInner: !isRowWise)
    isFlat = !isRowWise && layout.outer.isEmpty
    loops = layout.outer.map(\.size)
    rowCount = layout.rowCount
    columns = layout.inner.size
    let isLong = isFlat || columns > ThreadMemory.blockFloats
    var compiler = LaneCompiler(
      nest, layout: layout, loops: layout.outer, pattern: isLong ? .stretch : .rows,
      operandTypes: operandTypes)
    program = try compiler.rows()
  }

  var needs: MachineNeeds { program.needs }

  func run(_ site: KernelSite, _ part: Part) {
    if isFlat {
      let own = part.range(of: columns, grain: 1024, isSmall: columns < smallWork)
      if own.isEmpty { return }
      runLongRows(0..<1, columns: own, site)
      return
    }
    let isSmall = rowCount.multipliedReportingOverflow(by: columns).partialValue < smallWork
    let own = part.range(of: rowCount, grain: 1, isSmall: isSmall)
    if own.isEmpty { return }
    if program.pattern == .rows {
      runBatches(own, site)
    } else {
      runLongRows(own, columns: 0..<columns, site)
    }
  }

  private func runBatches(_ rows: Range<Int>, _ site: KernelSite) {
    let machine = LaneMachine(program, site.thread)
    let batch = rowsOfBatch(columns: columns)
    machine.layOutRows(min(batch, rows.count))
    machine.run(program.prologue)
    var row = rows.lowerBound
    while row < rows.upperBound {
      let count = min(batch, rows.upperBound &- row)
      machine.take(rows: count)
      machine.setIndices(row: row, rows: count, loops: loops)
      machine.pointAliases()
      for segment in program.segments { machine.run(segment.lanes) }
      row &+= count
    }
  }

  private func runLongRows(_ rows: Range<Int>, columns: Range<Int>, _ site: KernelSite) {
    let machine = LaneMachine(program, site.thread)
    machine.layOutStretch(columns.lowerBound, min(columns.count, ThreadMemory.blockFloats))
    machine.run(program.prologue)
    for row in rows {
      machine.setIndices(row: row, rows: 1, loops: loops)
      for segment in program.segments {
        machine.run(segment.row)
        if let (function, value, result) = segment.fold {
          let total = LongRow(machine: machine, value: value, lanes: segment.lanes)
            .fold(function, columns.count)
          machine.slots(result)[0] = total
        } else {
          var column = columns.lowerBound
          while column < columns.upperBound {
            let count = min(ThreadMemory.blockFloats, columns.upperBound &- column)
            machine.layOutStretch(column, count)
            machine.pointAliases()
            machine.run(segment.lanes)
            column &+= count
          }
        }
      }
    }
  }
}

/// Rows of this many elements that fill a batch.
func rowsOfBatch(columns: Int) -> Int {
  let slotsOfRow = (columns + lanes - 1) / lanes
  return max(1, ThreadMemory.slotLimit / max(slotsOfRow, 1))
}

/// Elements below which one thread does a nest alone.
let smallWork = 4096

/// The fold of a row that does not fit a batch: stretches are computed when the fold reaches them, so
/// that its order is that of compiled code.
private struct LongRow {
  let machine: LaneMachine
  let value: Int
  let lanes: Range<Int>

  func fold(_ function: ReductionFunction, _ columns: Int) -> Float {
    switch function {
    case .sum: sum(columns) { vector($0, columns) }
    case .maximum: maximum(columns) { vector($0, columns) }
    case .minimum: minimum(columns) { vector($0, columns) }
    }
  }

  private func vector(_ lane: Lane, _ columns: Int) -> Vector {
    let offset = lane.index % ThreadMemory.blockFloats
    if offset == 0 {
      machine.layOutStretch(lane.index, min(ThreadMemory.blockFloats, columns &- lane.index))
      machine.pointAliases()
      machine.run(lanes)
    }
    return machine.slots(value).vector(at: offset)
  }
}

import NetwrightIR
import NetwrightKernels
import NetwrightSchedule
import NetwrightTensor

/// A `columns` nest: folds the reduced loops for every column, then stores.
///
/// The cut into chunks and the order of additions are those of the runtime's `columns`.
struct ColumnsNest {
  private let phases: ColumnPhases
  private let folds: [ColumnFold]
  private let then: LaneProgram
  private let reductionCount: Int
  private let outer: [Int]
  private let rowCount: Int
  private let reduced: Int
  private let columns: Int
  private let operandCount: Int

  init(_ nest: LoopNest, operandTypes: [DType]) throws(NoLanes) {
    do { phases = try ColumnPhases(nest, kernel: "") } catch { throw NoLanes() }
    let layout = phases.layout
    let loops = layout.outer + layout.reduced
    outer = layout.outer.map(\.size)
    rowCount = layout.rowCount
    reduced = layout.reducedCount
    columns = layout.inner.size
    reductionCount = nest.reductions.count
    operandCount = operandTypes.count
    let pattern: SlotPattern = columns > ThreadMemory.blockFloats ? .stretch : .rows
    var folds: [ColumnFold] = []
    for (number, phase) in phases.phases.enumerated() {
      var compiler = LaneCompiler(
        nest, layout: layout, loops: loops, firstVarying: layout.outer.count, pattern: pattern,
        operandTypes: operandTypes)
      let (program, values) = try compiler.values(
        phase.reductions.map { nest.reductions[$0].1 },
        storing: number == 0 ? nest.stages.filter(\.isSweepStore) : [])
      folds.append(
        ColumnFold(
          program: program, values: values, function: phase.function,
          outer: layout.outer.map(\.size), reduced: layout.reduced.map(\.size), columns: columns))
    }
    self.folds = folds
    var compiler = LaneCompiler(
      nest, layout: layout, loops: loops, pattern: .stretch, operandTypes: operandTypes)
    then = try compiler.stores()
  }

  var needs: MachineNeeds {
    var needs = then.needs
    for fold in folds { needs.formUnion(fold.program.needs) }
    needs.resultFloats = foldsInParallel ? 0 : reductionCount * width
    return needs
  }

  /// Whether threads share each fold, with partial results in the workspace.
  var foldsInParallel: Bool { outer.isEmpty }

  /// Floats of workspace: finished folds, then partial ones.
  var workspaceFloats: Int {
    guard foldsInParallel else { return 0 }
    let outputs = folds.map(\.values.count).max() ?? 1
    let partials = columnPartials(reduced: reduced, columns: columns) * outputs
    return (reductionCount + partials) * width + 16
  }

  /// Columns rounded up to whole vectors of any width.
  private var width: Int { (columns + 15) / 16 * 16 }

  func run(_ site: KernelSite, _ part: Part) {
    if foldsInParallel { return runInParallel(site, part) }
    let work = rowCount.multipliedReportingOverflow(by: reduced &* columns).partialValue
    let own = part.range(of: rowCount, grain: 1, isSmall: work < smallWork)
    setResults(Floats(site.thread.results), site)
    for row in own {
      for (phase, fold) in zip(phases.phases, folds) {
        let results = phase.reductions.map { site.thread.results + $0 &* width }
        fold.run(row: row, reduced: 0..<reduced, into: results, site)
      }
      store(row: row, 0..<columns, site)
    }
  }

  private func runInParallel(_ site: KernelSite, _ part: Part) {
    setResults(site.workspace, site)
    let partials = site.workspace.advanced(by: reductionCount &* width)
    let chunks = columnPartials(reduced: reduced, columns: columns)
    for (number, fold) in folds.enumerated() {
      let reductions = phases.phases[number].reductions
      if number > 0 { part.barrier() }
      let isSmall = reduced &* columns &* reductions.count < smallWork
      for chunk in part.range(of: chunks, grain: 1, isSmall: isSmall) {
        let rows = (reduced &* chunk / chunks)..<(reduced &* (chunk &+ 1) / chunks)
        let targets = reductions.indices.map {
          partials.base + (chunk &* reductions.count &+ $0) &* width
        }
        fold.run(row: 0, reduced: rows, into: targets, site)
      }
      part.barrier()
      let own = ownColumns(part, work: chunks &* reductions.count &* width)
      for (output, reduction) in reductions.enumerated() {
        fold.combine(
          partials.advanced(by: output &* width), stride: reductions.count &* width,
          chunks: chunks, own, into: site.workspace.advanced(by: reduction &* width))
      }
      if number == folds.count - 1, !own.isEmpty { store(row: 0, own, site) }
    }
  }

  private func ownColumns(_ part: Part, work: Int) -> Range<Int> {
    let vectors = part.range(
      of: (columns &+ lanes &- 1) / lanes, grain: 1, isSmall: work < smallWork)
    return min(vectors.lowerBound &* lanes, columns)..<min(vectors.upperBound &* lanes, columns)
  }

  /// Lets programs read finished folds as operands after those of the kernel.
  private func setResults(_ results: Floats, _ site: KernelSite) {
    for reduction in 0..<reductionCount {
      site.thread.operands[operandCount &+ reduction] = UnsafeMutableRawPointer(
        results.base + reduction &* width)
    }
  }

  private func store(row: Int, _ range: Range<Int>, _ site: KernelSite) {
    let machine = LaneMachine(then, site.thread)
    machine.layOutStretch(range.lowerBound, min(range.count, ThreadMemory.blockFloats))
    machine.setIndices(row: row, rows: 1, loops: outer)
    for loop in outer.count..<then.loops.count {
      site.thread.indices[loop &* ThreadMemory.slotLimit] = 0
    }
    machine.run(then.prologue)
    var column = range.lowerBound
    while column < range.upperBound {
      let count = min(ThreadMemory.blockFloats, range.upperBound &- column)
      machine.layOutStretch(column, count)
      machine.pointAliases()
      for segment in then.segments {
        machine.run(segment.row)
        machine.run(segment.lanes)
      }
      column &+= count
    }
  }
}

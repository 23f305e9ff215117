import NetwrightKernels

/// Gathers the results of a skeleton into batches and runs an epilogue over each.
///
/// Pointers alone, so that closures over it cost nothing; the program must outlive it.
struct SiteCollector {
  /// The instructions of a batch.
  private let epilogue: Range<Int>
  private let machine: LaneMachine
  private let sums: Floats
  private let batches: UnsafeMutablePointer<Int>
  private let rows: UnsafeMutablePointer<Int>
  private let columns: UnsafeMutablePointer<Int>
  private let counts: UnsafeMutablePointer<Int>
  private let state: UnsafeMutablePointer<BatchState>

  /// - `isBatched`: the epilogue has a loop over batches around that over rows.
  init(_ program: LaneProgram, _ thread: ThreadMemory, isBatched: Bool) {
    epilogue = (program.segments.first?.lanes.lowerBound ?? 0)..<program.instructions.count
    machine = LaneMachine(program, thread)
    sums = machine.slots(program.accumulator)
    let (first, second) = (thread.indices, thread.indices + ThreadMemory.slotLimit)
    batches = isBatched ? first : second
    rows = isBatched ? second : first
    columns = thread.columns
    counts = thread.counts
    state = thread.state
    state.pointee = BatchState(slots: ThreadMemory.slotLimit, rows: ThreadMemory.slotLimit)
    machine.run(program.prologue)
    state.pointee = BatchState()
  }

  @inline(__always)
  func add(_ sum: Vector, _ site: Site) {
    let slot = state.pointee.slots
    sums.store(sum, at: slot &* lanes, count: lanes)
    batches[slot] = site.batch
    rows[slot] = site.row
    columns[slot] = site.column
    counts[slot] = site.count
    state.pointee.slots = slot &+ 1
    if slot &+ 1 == ThreadMemory.slotLimit { flush() }
  }

  /// Runs the epilogue over what has been gathered.
  @inline(never)
  func flush() {
    guard state.pointee.slots > 0 else { return }
    state.pointee.rows = state.pointee.slots
    machine.run(epilogue)
    state.pointee.slots = 0
  }
}

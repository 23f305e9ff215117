import NetwrightIR
import NetwrightKernels
import NetwrightTensor

/// Runs a program over batches, on the memory of one thread.
///
/// Pointers alone, so that closures over it cost nothing; the program must outlive it.
struct LaneMachine {
  let pattern: SlotPattern
  let instructions: UnsafeMutableBufferPointer<LaneInstruction>
  let places: UnsafeMutableBufferPointer<Int>
  let placeWidth: Int
  let loopCount: Int
  let columnCount: Int
  let aliases: UnsafeMutableBufferPointer<(entry: Int, operand: Int, place: Int)>
  let thread: ThreadMemory
  let streams: UnsafeMutableBufferPointer<LaneStream>
  var limit: Int { ThreadMemory.slotLimit }

  /// Sets up registers and computes the numbers that the kernel shares. The batch must have its
  /// largest size before `prologue` runs.
  init(_ program: LaneProgram, _ thread: ThreadMemory) {
    pattern = program.pattern
    instructions = program.instructions
    places = program.places
    placeWidth = program.placeWidth
    loopCount = program.loops.count
    columnCount = program.columns
    aliases = program.aliases
    self.thread = thread
    streams = program.streams
    for (number, entry) in program.entries.enumerated() {
      switch entry {
      case .slots(let register):
        thread.pointers[number] =
          thread.slotRegisters + register * ThreadMemory.blockFloats * 4
      case .rows(let register):
        thread.pointers[number] = thread.rowRegisters + register * ThreadMemory.slotLimit * 4
      case .alias: break
      }
    }
    guard !program.numbers.isEmpty else { return }
    NumberEvaluation(
      body: program.body, operandTypes: program.operandTypes, numbers: thread.numbers,
      operands: thread.operands, loops: [Int](repeating: 0, count: program.loopCount)
    ).run(program.numbers)
  }

  // MARK: Batches

  /// Slots for `rows` whole rows; the indices of the loops are set apart from this.
  func layOutRows(_ rows: Int) {
    let slotsOfRow = (columnCount + lanes - 1) / lanes
    thread.state.pointee = BatchState(
      slots: rows * slotsOfRow, rows: rows, slotsOfRow: slotsOfRow)
    for slot in 0..<(rows * slotsOfRow) {
      let column = slot % slotsOfRow * lanes
      thread.columns[slot] = column
      thread.counts[slot] = min(lanes, columnCount - column)
    }
  }

  /// A batch of fewer rows than were laid out.
  func take(rows: Int) {
    thread.state.pointee.rows = rows
    thread.state.pointee.slots = rows &* thread.state.pointee.slotsOfRow
  }

  /// Slots for the elements of one row from `column` on, `count` at most those of a register.
  func layOutStretch(_ column: Int, _ count: Int) {
    let slots = (count &+ lanes &- 1) / lanes
    thread.state.pointee = BatchState(
      slots: slots, rows: 1, slotsOfRow: slots, firstColumn: column)
    var slot = 0
    while slot < slots {
      thread.columns[slot] = column &+ slot &* lanes
      thread.counts[slot] = lanes
      slot &+= 1
    }
    if slots > 0 { thread.counts[slots &- 1] = count &- (slots &- 1) &* lanes }
  }

  /// Takes the number of the first row of a batch apart into the indices of `loops`, which are the
  /// program's from `first` on, and counts on from there.
  func setIndices(row: Int, rows: Int, loops: [Int], from first: Int = 0) {
    if loops.count == 1 {
      let table = thread.indices + first &* limit
      for offset in 0..<rows { table[offset] = row &+ offset }
      return
    }
    var rest = row
    for loop in loops.indices.reversed() {
      let size = max(loops[loop], 1)
      let table = thread.indices + (first &+ loop) &* limit
      table[0] = rest % size
      rest /= size
    }
    var offset = 1
    while offset < rows {
      var carries = true
      for loop in loops.indices.reversed() {
        let table = thread.indices + (first &+ loop) &* limit
        let next = table[offset &- 1] &+ (carries ? 1 : 0)
        carries = next == loops[loop]
        table[offset] = carries ? 0 : next
      }
      offset &+= 1
    }
  }

  /// Points aliases at the memory of the batch that is laid out.
  func pointAliases() {
    for alias in aliases {
      let place = places.baseAddress.map { $0 + alias.place &* placeWidth }
      guard let place else { continue }
      var offset = place[0] &+ place[1] &* thread.state.pointee.firstColumn
      for loop in 0..<loopCount {
        offset &+= place[2 &+ loop] &* thread.indices[loop &* limit]
      }
      thread.pointers[alias.entry] = thread.operands[alias.operand] + offset &* 4
    }
  }

  // MARK: Running

  func run(_ range: Range<Int>) {
    for position in range {
      let instruction = instructions[position]
      if instruction.code.isArithmetic { compute(instruction) } else { move(instruction) }
    }
  }

  func slots(_ entry: Int) -> Floats {
    Floats(thread.pointers[entry].assumingMemoryBound(to: Float.self))
  }

  /// Offsets in elements of all slots, or rows, at a place.
  func locate(_ number: Int, ofRows: Bool) {
    guard let start = places.baseAddress else { return }
    let place = start + number &* placeWidth
    let state = thread.state.pointee
    if pattern == .sites, !ofRows {
      return locateSites(place, state.slots)
    }
    var row = 0
    var slot = 0
    while row < state.rows {
      var offset = place[0]
      var loop = 0
      while loop < loopCount {
        offset &+= place[2 &+ loop] &* thread.indices[loop &* limit &+ row]
        loop &+= 1
      }
      if ofRows {
        thread.offsets[row] = offset
      } else {
        let end = slot &+ state.slotsOfRow
        while slot < end {
          thread.offsets[slot] = offset &+ place[1] &* thread.columns[slot]
          slot &+= 1
        }
      }
      row &+= 1
    }
  }

  private func locateSites(_ place: UnsafeMutablePointer<Int>, _ slots: Int) {
    var slot = 0
    while slot < slots {
      var offset = place[0] &+ place[1] &* thread.columns[slot]
      var loop = 0
      while loop < loopCount {
        offset &+= place[2 &+ loop] &* thread.indices[loop &* limit &+ slot]
        loop &+= 1
      }
      thread.offsets[slot] = offset
      slot &+= 1
    }
  }
}

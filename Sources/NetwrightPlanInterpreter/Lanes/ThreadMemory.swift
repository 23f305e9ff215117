import NetwrightKernels

/// Where the batch of a thread stands.
struct BatchState {
  /// Slots and rows that count.
  var slots = 0
  var rows = 0
  /// Slots of one row, and the element of the row at which they begin.
  var slotsOfRow = 0
  var firstColumn = 0
}

/// The tables and registers of one thread; made once and used for every kernel.
struct ThreadMemory {
  /// Elements of a register of slots: enough that choosing an instruction is cheap beside running
  /// it, few enough that half of a usual first cache holds eight registers.
  static let blockFloats = 512
  static var slotLimit: Int { blockFloats / lanes }

  private let base: UnsafeMutableRawPointer
  let state: UnsafeMutablePointer<BatchState>
  /// Addresses of the operands of the kernel, and of finished folds after them.
  let operands: UnsafeMutablePointer<UnsafeMutableRawPointer>
  let numbers: UnsafeMutablePointer<Number>
  /// Addresses of the entries of a program.
  let pointers: UnsafeMutablePointer<UnsafeMutableRawPointer>
  /// For each slot: element of the row, and lanes that count.
  let columns: UnsafeMutablePointer<Int>
  let counts: UnsafeMutablePointer<Int>
  /// For each slot or row: an offset in elements.
  let offsets: UnsafeMutablePointer<Int>
  /// The index of each loop at each row, loop by loop.
  let indices: UnsafeMutablePointer<Int>
  let slotRegisters: UnsafeMutableRawPointer
  let rowRegisters: UnsafeMutableRawPointer
  let results: UnsafeMutablePointer<Float>

  init(_ needs: MachineNeeds) {
    var size = 0
    func reserve(_ count: Int, _ bytes: Int) -> Int {
      let place = size
      size += (count * bytes + 127) / 64 * 64
      return place
    }
    let limit = Self.slotLimit
    let word = MemoryLayout<Int>.stride
    let state = reserve(1, MemoryLayout<BatchState>.stride)
    let operands = reserve(needs.operands + 1, word)
    let numbers = reserve(needs.numbers + 1, MemoryLayout<Number>.stride)
    let pointers = reserve(needs.entries + 1, word)
    let columns = reserve(limit, word)
    let counts = reserve(limit, word)
    let offsets = reserve(limit, word)
    let indices = reserve(limit * max(needs.loops, 2), word)
    let slots = reserve(needs.slotRegisters, Self.blockFloats * 4)
    let rows = reserve(needs.rowRegisters, limit * 4)
    let results = reserve(needs.resultFloats, 4)
    base = UnsafeMutableRawPointer.allocate(byteCount: size + 64, alignment: 64)
    base.initializeMemory(as: UInt8.self, repeating: 0, count: size + 64)
    self.state = (base + state).bindMemory(to: BatchState.self, capacity: 1)
    self.operands = (base + operands).bindMemory(
      to: UnsafeMutableRawPointer.self, capacity: needs.operands + 1)
    self.numbers = (base + numbers).bindMemory(to: Number.self, capacity: needs.numbers + 1)
    self.pointers = (base + pointers).bindMemory(
      to: UnsafeMutableRawPointer.self, capacity: needs.entries + 1)
    self.columns = (base + columns).bindMemory(to: Int.self, capacity: limit)
    self.counts = (base + counts).bindMemory(to: Int.self, capacity: limit)
    self.offsets = (base + offsets).bindMemory(to: Int.self, capacity: limit)
    self.indices = (base + indices).bindMemory(
      to: Int.self, capacity: limit * max(needs.loops, 2))
    slotRegisters = base + slots
    rowRegisters = base + rows
    self.results = (base + results).bindMemory(to: Float.self, capacity: needs.resultFloats + 1)
  }

  func deallocate() { base.deallocate() }
}

/// The memory that one call of a kernel sees, on one thread.
struct KernelSite {
  let thread: ThreadMemory
  /// What all threads share while the kernel runs.
  let workspace: Floats
}

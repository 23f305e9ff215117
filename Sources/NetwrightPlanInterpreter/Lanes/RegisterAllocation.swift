/// Gives registers to the entries of a program: one of slots serves the next value as soon as its
/// last reader is done, so that what a batch touches stays in the first cache.
struct RegisterAllocation {
  private(set) var entries: [LaneEntry]
  private(set) var slotRegisters = 0
  private(set) var rowRegisters = 0
  private var free: [Int] = []

  /// - `prologue`: what it makes is kept for all batches, and `kept` entries are.
  /// - `ends`: for entries that something outside the instructions reads, the position up to which.
  init(
    _ entries: [LaneEntry], prologue: [LaneInstruction], code: [LaneInstruction], kept: [Int],
    ends: [Int: Int]
  ) {
    self.entries = entries
    var isKept = [Bool](repeating: false, count: entries.count)
    for entry in kept { isKept[entry] = true }
    for instruction in prologue where instruction.target >= 0 { isKept[instruction.target] = true }
    var lastUse = [Int](repeating: -1, count: entries.count)
    for (position, instruction) in code.enumerated() {
      for source in instruction.sources { lastUse[source] = position }
    }
    for (entry, end) in ends { lastUse[entry] = max(lastUse[entry], end) }
    var isPlaced = [Bool](repeating: false, count: entries.count)
    for entry in entries.indices where isKept[entry] { place(entry, &isPlaced) }
    for instruction in prologue where instruction.target >= 0 {
      place(instruction.target, &isPlaced)
    }
    var expiring: [Int: [Int]] = [:]
    for entry in entries.indices where lastUse[entry] >= 0 && !isKept[entry] {
      expiring[lastUse[entry], default: []].append(entry)
    }
    for (position, instruction) in code.enumerated() {
      for entry in expiring[position] ?? [] where isPlaced[entry] {
        if case .slots(let register) = self.entries[entry] { free.append(register) }
      }
      if instruction.target >= 0 { place(instruction.target, &isPlaced) }
    }
  }

  private mutating func place(_ entry: Int, _ isPlaced: inout [Bool]) {
    guard !isPlaced[entry] else { return }
    isPlaced[entry] = true
    switch entries[entry] {
    case .slots:
      if let register = free.popLast() {
        entries[entry] = .slots(register)
      } else {
        entries[entry] = .slots(slotRegisters)
        slotRegisters += 1
      }
    case .rows:
      entries[entry] = .rows(rowRegisters)
      rowRegisters += 1
    case .alias: break
    }
  }
}

extension LaneInstruction {
  /// The entries that it reads.
  var sources: [Int] { [a, b, c].filter { $0 >= 0 } }
}

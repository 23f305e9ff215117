/// How large the tables of a thread must be to run a program, or any of several.
struct MachineNeeds {
  var entries = 0
  var slotRegisters = 0
  var rowRegisters = 0
  var loops = 0
  var numbers = 0
  var operands = 0
  /// Floats of finished folds that a thread keeps for itself.
  var resultFloats = 0

  mutating func formUnion(_ other: MachineNeeds) {
    entries = max(entries, other.entries)
    slotRegisters = max(slotRegisters, other.slotRegisters)
    rowRegisters = max(rowRegisters, other.rowRegisters)
    loops = max(loops, other.loops)
    numbers = max(numbers, other.numbers)
    operands = max(operands, other.operands)
    resultFloats = max(resultFloats, other.resultFloats)
  }
}

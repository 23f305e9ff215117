import NetwrightIR
import NetwrightSchedule
import NetwrightTensor

/// Stores, which come last: what they store is computed before the first of them.
extension LaneCompiler {
  mutating func store(_ stages: [Stage]) throws(NoLanes) {
    var stores: [LaneInstruction] = []
    for stage in stages.filter({ !$0.isRowStore }) + stages.filter(\.isRowStore) {
      switch stage {
      case .reduce: continue
      case .store(let operand, let at, let value), .storeInSweep(let operand, let at, let value):
        stores.append(
          try inner.size == 1 && levels[value.id] != .lane
            ? rowStore(operand, place(at), value)
            : laneStore(operand, place(at), value, isAlone: stages.count == 1))
      case .storeRow(let operand, let at, let value):
        guard levels[value.id] != .lane else { throw NoLanes() }
        stores.append(try rowStore(operand, place(at), value))
      }
    }
    code += stores
  }

  /// An entry that no store changes.
  mutating func kept(_ entry: Int) -> Int {
    guard case .alias = entries[entry] else { return entry }
    let copy = newEntry(.slots(0))
    code.append(LaneInstruction(code: .copy, target: copy, a: entry))
    return copy
  }

  private mutating func rowStore(
    _ operand: Int, _ place: Int, _ value: KernelValue
  ) throws(NoLanes) -> LaneInstruction {
    let isTruth = nest.body[value].dtype == .bool
    return LaneInstruction(
      code: isTruth ? .storeRowTruth : .storeRow, a: try rowEntry(value), operand: operand,
      place: place)
  }

  private mutating func laneStore(
    _ operand: Int, _ place: Int, _ value: KernelValue, isAlone: Bool
  ) throws(NoLanes) -> LaneInstruction {
    // Another store may change what an alias shows.
    let source = isAlone ? try slots(value) : kept(try slots(value))
    let isTruth = nest.body[value].dtype == .bool
    // A row of one element is a vector with one lane.
    let isVector = places[place][1] == 1 || inner.size == 1
    if isVector, !isTruth, isDense(place) {
      let target = newEntry(.alias(operand: operand, place: place))
      return LaneInstruction(code: .storeAll, a: source, b: target)
    }
    let code: LaneCode =
      isVector ? (isTruth ? .storeTruth : .store) : isTruth ? .storeTruthStrided : .storeStrided
    return LaneInstruction(code: code, a: source, operand: operand, place: place)
  }
}

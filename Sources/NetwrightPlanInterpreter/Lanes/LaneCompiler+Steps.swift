import NetwrightIR
import NetwrightKernels
import NetwrightSchedule
import NetwrightTensor

/// The instructions of single steps.
extension LaneCompiler {
  /// The entry that holds a value in every slot.
  mutating func slots(_ value: KernelValue) throws(NoLanes) -> Int {
    if let known = slotEntries[value.id] { return known }
    let level = levels[value.id]
    guard level != .lane else { throw NoLanes() }
    try requireVector(nest.body[value].dtype)
    let entry = newEntry(.slots(0))
    if level == .kernel {
      prologue.append(fill(value, entry, isOfRows: false))
    } else {
      code.append(LaneInstruction(code: .spread, target: entry, a: try rowEntry(value)))
    }
    slotEntries[value.id] = entry
    return entry
  }

  /// The entry that holds a value for every row.
  mutating func rowEntry(_ value: KernelValue) throws(NoLanes) -> Int {
    if let known = rowEntries[value.id] { return known }
    guard levels[value.id] == .kernel else { throw NoLanes() }
    try requireVector(nest.body[value].dtype)
    let entry = newEntry(.rows(0))
    prologue.append(fill(value, entry, isOfRows: true))
    rowEntries[value.id] = entry
    return entry
  }

  private func fill(_ value: KernelValue, _ entry: Int, isOfRows: Bool) -> LaneInstruction {
    let code: LaneCode =
      switch nest.body[value].dtype {
      case .i32: .fillWhole
      case .bool: .fillTruth
      default: .fill
      }
    return LaneInstruction(code: code, isOfRows: isOfRows, target: entry, operand: value.id)
  }

  private func requireVector(_ dtype: DType) throws(NoLanes) {
    guard dtype == .f32 || dtype == .i32 || dtype == .bool else { throw NoLanes() }
  }

  /// Emits the step of a value of lanes or rows, unless that is done or fused.
  mutating func emit(_ value: KernelValue) throws(NoLanes) {
    let isOfRows = levels[value.id] == .row
    if isFused[value.id] { return }
    if isOfRows ? rowEntries[value.id] != nil : slotEntries[value.id] != nil { return }
    let step = nest.body[value]
    try requireVector(step.dtype)
    switch step.instruction {
    case .constant: throw NoLanes()
    case .accumulator:
      guard accumulator >= 0 else { throw NoLanes() }
      slotEntries[value.id] = accumulator
    case .reduction(let reduction): try emitReduction(value, reduction)
    case .load(let operand, let at):
      emitLoad(value, operand, place(at), step.dtype)
    case .index(let at):
      let number = place(at)
      let made = emit(value, LaneInstruction(code: isOfRows ? .indexRow : .index, place: number))
      if step.dtype == .f32 {
        emit(value, LaneInstruction(code: .floatOfWhole, a: made))
      } else if step.dtype != .i32 {
        throw NoLanes()
      }
    case .random(let stream, let seed, let count, let element):
      let number = place(element)
      guard !isOfRows, places[number][1] == 1, levels[seed.id] == .kernel,
        levels[count.id] == .kernel
      else { throw NoLanes() }
      streams.append(LaneStream(stream: stream, seed: seed.id, step: count.id))
      emit(value, LaneInstruction(code: .random, operand: streams.count - 1, place: number))
    case .convert(let input):
      guard let code = LaneCode(from: nest.body[input].dtype, to: step.dtype) else {
        throw NoLanes()
      }
      emit(value, LaneInstruction(code: code, a: try operand(input, isOfRows)))
    case .apply(let function, let inputs): try emitApply(value, function, inputs, isOfRows)
    }
  }

  private mutating func operand(
    _ value: KernelValue, _ isOfRows: Bool
  ) throws(NoLanes) -> Int {
    try isOfRows ? rowEntry(value) : slots(value)
  }

  /// Appends an instruction that makes the value, and gives its entry.
  @discardableResult
  private mutating func emit(_ value: KernelValue, _ instruction: LaneInstruction) -> Int {
    var instruction = instruction
    let isOfRows = levels[value.id] == .row
    let entry = newEntry(isOfRows ? .rows(0) : .slots(0))
    instruction.target = entry
    instruction.isOfRows = isOfRows
    if isInvariant[value.id] { prologue.append(instruction) } else { code.append(instruction) }
    if isOfRows { rowEntries[value.id] = entry } else { slotEntries[value.id] = entry }
    return entry
  }

  private mutating func emitApply(
    _ value: KernelValue, _ function: ScalarFunction, _ inputs: [KernelValue], _ isOfRows: Bool
  ) throws(NoLanes) {
    if function == .add, let fused = inputs.firstIndex(where: { isFused[$0.id] }),
      case .apply(_, let factors) = nest.body[inputs[fused]].instruction
    {
      let (a, b) = (try slots(factors[0]), try slots(factors[1]))
      emit(
        value,
        LaneInstruction(code: .multiplyAdd, a: a, b: b, c: try slots(inputs[1 - fused])))
      return
    }
    guard let last = inputs.last, let code = LaneCode(function, of: nest.body[last].dtype) else {
      throw NoLanes()
    }
    var instruction = LaneInstruction(code: code, a: try operand(inputs[0], isOfRows))
    if inputs.count > 1 { instruction.b = try operand(inputs[1], isOfRows) }
    if inputs.count > 2 { instruction.c = try operand(inputs[2], isOfRows) }
    emit(value, instruction)
  }

  private mutating func emitLoad(
    _ value: KernelValue, _ operand: Int, _ place: Int, _ dtype: DType
  ) {
    let isTruth = dtype == .bool
    if levels[value.id] == .row {
      emit(
        value,
        LaneInstruction(code: isTruth ? .loadRowTruth : .loadRow, operand: operand, place: place))
    } else if places[place][1] != 1 {
      emit(
        value,
        LaneInstruction(
          code: isTruth ? .loadTruthStrided : .loadStrided, operand: operand, place: place))
    } else if !isTruth, isDense(place), !isInvariant[value.id] {
      slotEntries[value.id] = newEntry(.alias(operand: operand, place: place))
    } else {
      emit(
        value, LaneInstruction(code: isTruth ? .loadTruth : .load, operand: operand, place: place))
    }
  }

  /// A fold of whole rows here and now, one that a sweep has made, or a column's in memory.
  private mutating func emitReduction(
    _ value: KernelValue, _ reduction: Int
  ) throws(NoLanes) {
    guard reduction < nest.reductions.count else { throw NoLanes() }
    if nest.kind == .columns {
      let number = place([0, inner.size == 1 ? 0 : 1] + loops.map { _ in 0 })
      // A column alone has no neighbours; it is loaded as a vector all the same.
      let operand = operandTypes.count + reduction
      if !isInvariant[value.id], isDense(number) {
        slotEntries[value.id] = newEntry(.alias(operand: operand, place: number))
      } else {
        emit(value, LaneInstruction(code: .load, operand: operand, place: number))
      }
      return
    }
    if let made = reductionEntries[reduction] {
      rowEntries[value.id] = made
      return
    }
    guard pattern == .rows else { throw NoLanes() }
    let (function, folded) = nest.reductions[reduction]
    guard nest.body[folded].dtype == .f32 else { throw NoLanes() }
    let code: LaneCode =
      switch function {
      case .sum: .sum
      case .maximum: .largest
      case .minimum: .smallest
      }
    let source = try slots(folded)
    reductionEntries[reduction] = emit(value, LaneInstruction(code: code, a: source))
  }
}

import NetwrightIR
import NetwrightSchedule

extension ProgramPlan {
  /// Both programs as one, memory side by side: a step runs the calls of this plan, then those of
  /// the other. Step and seed are the same for both.
  func joined(with other: ProgramPlan, name: String) -> ProgramPlan {
    var buffers = self.buffers
    let places = other.buffers.map { buffer -> Int in
      let isCounter = buffer.storage == .input(.step) || buffer.storage == .input(.seed)
      if isCounter, let known = buffers.firstIndex(where: { $0.storage == buffer.storage }) {
        return known
      }
      buffers.append(
        PlannedBuffer(
          name: buffer.name, type: buffer.type, storage: buffer.storage,
          offset: arenaBytes + buffer.offset))
      return buffers.count - 1
    }
    let mover = StepMover(places: places, functionOffset: functions.count)
    let items = other.evaluation.items.enumerated().map { mover.moved($1, isFirst: $0 == 0) }
    let outputs = other.evaluation.outputs.map { ($0.name, places[$0.buffer]) }
    return ProgramPlan(
      name: name, functions: functions + other.functions, buffers: buffers, training: training,
      evaluation: StepPlan(
        items: evaluation.items + items, outputs: evaluation.outputs + outputs, loss: nil),
      arenaBytes: arenaBytes + other.arenaBytes, liveBytes: liveBytes + other.liveBytes,
      operationCount: operationCount)
  }
}

/// Turns items of one plan into items of another that holds its buffers and functions elsewhere.
struct StepMover {
  /// For each buffer, its number in the other plan.
  let places: [Int]
  let functionOffset: Int

  /// - Parameter isFirst: whether a barrier parts it from what another plan runs before.
  func moved(_ item: StepItem, isFirst: Bool) -> StepItem {
    switch item {
    case .call(let call):
      .call(
        KernelCall(
          function: functionOffset + call.function, operands: call.operands.map(moved),
          title: call.title, origin: call.origin, barrierBefore: isFirst || call.barrierBefore))
    case .loop(let loop):
      .loop(
        StepLoop(
          count: loop.count, reversed: loop.reversed,
          items: loop.items.map { moved($0, isFirst: false) }))
    }
  }

  private func moved(_ place: OperandPlace) -> OperandPlace {
    OperandPlace(places[place.buffer], offset: place.offset, strides: place.strides)
  }
}

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
    func moved(_ call: KernelCall, isFirst: Bool) -> KernelCall {
      KernelCall(
        function: functions.count + call.function, buffers: call.buffers.map { places[$0] },
        title: call.title, origin: call.origin, barrierBefore: isFirst || call.barrierBefore)
    }
    let calls = other.evaluation.calls.enumerated().map { moved($1, isFirst: $0 == 0) }
    let outputs = other.evaluation.outputs.map { ($0.name, places[$0.buffer]) }
    return ProgramPlan(
      name: name, functions: functions + other.functions, buffers: buffers, training: training,
      evaluation: StepPlan(
        calls: evaluation.calls + calls, outputs: evaluation.outputs + outputs, loss: nil),
      arenaBytes: arenaBytes + other.arenaBytes, liveBytes: liveBytes + other.liveBytes,
      operationCount: operationCount)
  }
}

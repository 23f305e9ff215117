/// When the scratch buffers of a step are free: before the step, and after the last stretch between
/// barriers that uses them.
struct FreedMemory {
  /// The step's own scratch buffers.
  let scratch: [Int]
  /// For each call, the buffers that nobody uses from it on. Memory is freed at barriers alone: the
  /// kernels of one stretch run at the same time.
  let before: [[Int]]

  init(_ step: StepPlan, _ buffers: [PlannedBuffer]) {
    var stretch = 0
    var stretches: [Int] = []
    var lastUse: [Int: Int] = [:]
    for (place, call) in step.calls.enumerated() {
      if place > 0, call.barrierBefore { stretch += 1 }
      stretches.append(stretch)
      for buffer in call.buffers where buffers[buffer].storage == .scratch {
        lastUse[buffer] = stretch
      }
    }
    scratch = lastUse.keys.sorted()
    for output in step.outputs { lastUse[output.buffer] = nil }
    if let loss = step.loss { lastUse[loss] = nil }
    var freed = [[Int]](repeating: [], count: step.calls.count)
    for (buffer, last) in lastUse.sorted(by: { $0.key < $1.key }) {
      guard let next = stretches.firstIndex(where: { $0 > last }) else { continue }
      freed[next].append(buffer)
    }
    before = freed
  }
}

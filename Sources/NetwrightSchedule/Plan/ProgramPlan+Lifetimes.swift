extension StepPlan {
  /// The phase of each call: phases are the stretches between barriers.
  package var phases: [Int] {
    var phase = 0
    return calls.enumerated().map { index, call in
      if index > 0, call.barrierBefore { phase += 1 }
      return phase
    }
  }

  /// The phases from the first to the last touch of each buffer; what the step gives stays until
  /// the caller has read it, that is to `Int.max`.
  package var lifetimes: [Int: ClosedRange<Int>] {
    var lifetimes: [Int: ClosedRange<Int>] = [:]
    for (call, phase) in zip(calls, phases) {
      for buffer in call.buffers {
        let known = lifetimes[buffer] ?? phase...phase
        lifetimes[buffer] = min(known.lowerBound, phase)...max(known.upperBound, phase)
      }
    }
    for buffer in outputs.map(\.buffer) + [loss].compactMap({ $0 }) {
      guard let known = lifetimes[buffer] else { continue }
      lifetimes[buffer] = known.lowerBound...Int.max
    }
    return lifetimes
  }
}

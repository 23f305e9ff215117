import NetwrightIR
import NetwrightTensor

/// What two training steps of one engine gave: losses, gradients, and all that persists.
package struct StepRecord: Sendable {
  /// The loss of each step, before its update.
  package var losses: [Double]
  /// By the names of parameters, for each step; empty where the engine does not give them.
  package var gradients: [Tensors]
  /// Parameters, optimizer slots and states that have an update, after the second step.
  package var state: Tensors

  package init(losses: [Double], gradients: [Tensors], state: Tensors) {
    self.losses = losses
    self.gradients = gradients
    self.state = state
  }

  package static let gradientPrefix = "gradient."

  /// Every number as its bits: equal NaN are equal.
  package var bits: [String: [UInt64]] {
    var result = ["losses": losses.map(\.bitPattern)]
    for (step, gradients) in gradients.enumerated() {
      for (name, value) in gradients {
        result["\(step) \(name)"] = value.elements.map(\.bitPattern)
      }
    }
    for (name, value) in state { result[name] = value.elements.map(\.bitPattern) }
    return result
  }
}

/// Where two training steps start and what they are fed.
package struct StepInputs: Sendable {
  /// Parameters, frozen ones included, optimizer slots and states.
  package var state: Tensors
  /// Data, targets, seed and step of each of the two steps.
  package var batches: [Tensors]

  package init(state: Tensors, batches: [Tensors]) {
    self.state = state
    self.batches = batches
  }

  /// Runs both steps; updates of the first are the state of the second.
  package func run(_ engine: inout some StepEngine, lossName: String?) throws -> StepRecord {
    var record = StepRecord(losses: [], gradients: [], state: [:])
    var current = state
    for batch in batches {
      let outputs = try engine.run(current.merging(batch) { $1 })
      var gradients: Tensors = [:]
      for (name, value) in outputs {
        if name.hasPrefix(StepRecord.gradientPrefix) {
          gradients[String(name.dropFirst(StepRecord.gradientPrefix.count))] = value
        } else if state[name] != nil {
          current[name] = value
          record.state[name] = value
        }
      }
      record.gradients.append(gradients)
      if let loss = lossName.flatMap({ outputs[$0]?.elements.first }) { record.losses.append(loss) }
    }
    return record
  }
}

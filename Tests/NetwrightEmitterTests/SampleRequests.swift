import NetwrightEmitter
import NetwrightSchedule

extension SamplePlans {
  /// A request for a plan, with what it takes of inputs and initial values.
  static func request(
    _ plan: ProgramPlan, runtime: EmissionRequest.Runtime = .path("../netwright")
  ) -> EmissionRequest {
    var inputs: [InputDescription] = []
    var parameters: [ParameterDescription] = []
    for buffer in plan.buffers {
      switch buffer.storage {
      case .input(.data):
        inputs.append(
          InputDescription(name: buffer.name, bound: buffer.type.dtype == .i32 ? 5 : nil))
      case .persistent:
        parameters.append(
          ParameterDescription(name: buffer.name, initializer: .uniform(bound: 0.25)))
      default: break
      }
    }
    return EmissionRequest(
      plan: plan, specName: "\(plan.name).yaml", inputs: inputs, parameters: parameters,
      training: TrainingDescription(length: .epochs(2), seed: 7), runtime: runtime)
  }
}

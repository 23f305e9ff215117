import NetwrightIR
import NetwrightSchedule
import NetwrightSwiftText
import NetwrightTensor

/// The plan's buffers as the runtime's training loop sees them, checked against the request.
struct ProgramLayout {
  struct Slot {
    let name: String
    let type: TensorType
    let buffer: Int
    /// A case of the runtime's `TensorSlot.Role`.
    let role: String
    /// A case of the runtime's `Initializer`, as Swift.
    let initializer: String
    let isTrainable: Bool
  }

  struct Input {
    let name: String
    let type: TensorType
    let buffer: Int
    let bound: Int?
    let isTarget: Bool
  }

  struct Output {
    let name: String
    let type: TensorType
    let buffer: Int
  }

  private(set) var slots: [Slot] = []
  private(set) var inputs: [Input] = []
  private(set) var outputs: [Output] = []
  /// What a training step gives beside its loss.
  private(set) var trainingOutputs: [Output] = []
  private(set) var step: Int?
  private(set) var seed: Int?
  let loss: Int?

  /// Rows of a batch: the first size of the first input.
  var batch: Int { inputs.first?.type.sizes.first ?? 1 }

  init(_ request: EmissionRequest) throws(EmissionError) {
    let plan = request.plan
    loss = plan.training?.loss
    var descriptions: [String: Int] = [:]
    for (number, buffer) in plan.buffers.enumerated() {
      switch buffer.storage {
      case .persistent(let role):
        slots.append(try Self.slot(buffer, number, role, request))
      case .input(.step): step = number
      case .input(.seed): seed = number
      case .input: descriptions[buffer.name] = number
      case .scratch: break
      }
    }
    for input in request.inputs {
      guard let number = descriptions.removeValue(forKey: input.name) else {
        throw .missing(name: input.name, expected: "a data input of the plan")
      }
      inputs.append(
        Input(
          name: input.name, type: plan.buffers[number].type, buffer: number, bound: input.bound,
          isTarget: input.isTarget))
    }
    if let name = descriptions.keys.min() {
      throw .missing(name: name, expected: "an input of the request for this buffer")
    }
    outputs = try Self.outputs(of: plan.evaluation, plan)
    if let training = plan.training {
      trainingOutputs = try Self.outputs(of: training, plan).filter { $0.buffer != training.loss }
    }
  }

  private static func outputs(
    of step: StepPlan, _ plan: ProgramPlan
  ) throws(EmissionError) -> [Output] {
    var result: [Output] = []
    for (name, number) in step.outputs {
      let type = step.reshapedOutputs[name] ?? plan.buffers[number].type
      guard type.dtype == .f32 else { throw .elementType(name: name, found: type.dtype.rawValue) }
      result.append(Output(name: name, type: type, buffer: number))
    }
    return result
  }

  private static func slot(
    _ buffer: PlannedBuffer, _ number: Int, _ role: InputRole, _ request: EmissionRequest
  ) throws(EmissionError) -> Slot {
    guard buffer.type.dtype == .f32 else {
      throw .elementType(name: buffer.name, found: buffer.type.dtype.rawValue)
    }
    let description = request.parameters.first { $0.name == buffer.name }
    if description == nil, role == .parameter || role == .frozen {
      throw .missing(name: buffer.name, expected: "an initializer of the request")
    }
    let roleName =
      switch role {
      case .slot: "optimizerSlot"
      case .state: "state"
      default: "parameter"
      }
    return Slot(
      name: buffer.name, type: buffer.type, buffer: number, role: roleName,
      initializer: (description?.initializer ?? .zeros).swiftText,
      isTrainable: role == .parameter)
  }
}

extension ParameterDescription.Initializer {
  /// A case of the runtime's `Initializer`.
  var swiftText: String {
    func literal(_ value: Double) -> String { SwiftLiteral.float(Float(value)) }
    switch self {
    case .zeros: return ".zeros"
    case .ones: return ".ones"
    case .constant(let value): return ".constant(\(literal(value)))"
    case .uniform(let bound): return ".uniform(bound: \(literal(bound)))"
    case .normal(let mean, let deviation):
      return ".normal(mean: \(literal(mean)), deviation: \(literal(deviation)))"
    case .truncatedNormal(let mean, let deviation):
      return ".truncatedNormal(mean: \(literal(mean)), deviation: \(literal(deviation)))"
    }
  }
}

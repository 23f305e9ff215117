import NetwrightFrontend
import NetwrightIR
import NetwrightRuntime
import NetwrightSchedule
import NetwrightTensor

/// The tensors of a spec as the runtime's training loop names them, for the engines that run in this
/// process.
enum ProgramSlots {
  /// A tensor that outlives the step, with what the spec says of its first value.
  static func slot(
    named name: String, type: TensorType, role: InputRole, of spec: CheckedSpec
  ) -> TensorSlot {
    let info = (spec.parameters + spec.states).first { $0.name == name }
    let kind: TensorSlot.Role =
      switch role {
      case .slot: .optimizerSlot
      case .state: .state
      default: .parameter
      }
    return TensorSlot(
      name: name, shape: type.sizes, role: kind,
      initializer: info.map { RuntimePlans.initializer($0.initializer) } ?? .zeros,
      trainable: info?.isTrainable ?? false)
  }

  static func slot(_ buffer: PlannedBuffer, of spec: CheckedSpec) -> TensorSlot {
    guard case .persistent(let role) = buffer.storage else {
      return slot(named: buffer.name, type: buffer.type, role: .parameter, of: spec)
    }
    return slot(named: buffer.name, type: buffer.type, role: role, of: spec)
  }

  static func inputs(_ spec: CheckedSpec) -> [InputSlot] {
    (spec.inputs + spec.targets).map { declared in
      InputSlot(
        name: declared.name,
        shape: (try? declared.type.shape.substituting(spec.binding))?.sizes ?? [],
        type: declared.type.dtype == .i32 ? .i32 : .f32, bound: declared.bound)
    }
  }
}

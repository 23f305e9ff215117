import NetwrightFrontend
import NetwrightIR
import NetwrightPlanInterpreter
import NetwrightRuntime
import NetwrightSchedule
import NetwrightTensor

/// A program whose plan is interpreted with the kernels of compiled code: starts at once, needs no
/// Swift toolchain, and is not much slower.
final class PlannedProgram: Program {
  let name: String
  let batch: Int
  let slots: [TensorSlot]
  let inputs: [InputSlot]
  let outputs: [OutputSlot]
  let trainingOutputs: [OutputSlot]

  private let interpreter: PlanInterpreter
  /// The buffers of `slots`, `inputs` and `outputs`.
  private let slotBuffers: [Int]
  private let inputBuffers: [Int]
  private let outputBuffers: [Int]
  private let trainingBuffers: [Int]
  private let step: Int?
  private let seed: Int?

  init(_ spec: CheckedSpec, _ plan: ProgramPlan, threads: Int) throws(EngineFailure) {
    do throws(LoweringFailure) { interpreter = try PlanInterpreter(plan, threads: threads) } catch {
      throw EngineFailure(error)
    }
    name = spec.name
    batch = spec.batch
    let persistent = plan.buffers.indices.filter { plan.buffers[$0].storage.isPersistent }
    slotBuffers = persistent
    slots = persistent.map { ProgramSlots.slot(plan.buffers[$0], of: spec) }
    inputs = ProgramSlots.inputs(spec)
    var inputBuffers: [Int] = []
    for input in inputs {
      guard let buffer = plan.buffers.firstIndex(where: { $0.name == input.name }) else {
        throw EngineFailure(LoweringFailure(node: input.name, reason: "an input without memory"))
      }
      inputBuffers.append(buffer)
    }
    self.inputBuffers = inputBuffers
    (outputs, outputBuffers) = Self.outputs(of: plan.evaluation, in: plan)
    (trainingOutputs, trainingBuffers) =
      plan.training.map { Self.outputs(of: $0, in: plan) } ?? ([], [])
    step = plan.buffers.firstIndex { $0.storage == .input(.step) }
    seed = plan.buffers.firstIndex { $0.storage == .input(.seed) }
  }

  /// What a step gives beside its mean loss, and the buffers that hold it.
  private static func outputs(
    of step: StepPlan, in plan: ProgramPlan
  ) -> (slots: [OutputSlot], buffers: [Int]) {
    let results = step.outputs.filter { $0.buffer != step.loss }
    let slots = results.map { name, buffer in
      let type = step.reshapedOutputs[name] ?? plan.buffers[buffer].type
      return OutputSlot(name: name, shape: type.sizes)
    }
    return (slots, results.map(\.buffer))
  }

  private func memory<Element>(_ buffer: Int, _ type: Element.Type) -> UnsafeMutablePointer<Element>
  {
    interpreter.address(of: buffer).assumingMemoryBound(to: type)
  }

  func withTensor(_ slot: Int, _ body: (UnsafeMutableBufferPointer<Float>) -> Void) {
    let buffer = slotBuffers[slot]
    body(
      UnsafeMutableBufferPointer(
        start: memory(buffer, Float.self), count: interpreter.plan.buffers[buffer].type.elementCount
      ))
  }

  func input(_ index: Int) -> UnsafeMutableRawPointer {
    interpreter.address(of: inputBuffers[index])
  }

  func output(_ index: Int) -> UnsafePointer<Float> {
    UnsafePointer(memory(outputBuffers[index], Float.self))
  }

  func trainingOutput(_ index: Int) -> UnsafePointer<Float> {
    UnsafePointer(memory(trainingBuffers[index], Float.self))
  }

  func trainStep(step number: Int64, seed key: UInt64) -> Float {
    if let step { memory(step, Int64.self).pointee = number }
    if let seed { memory(seed, Int64.self).pointee = Int64(bitPattern: key) }
    guard let training = interpreter.plan.training else { return 0 }
    interpreter.run(training)
    return training.loss.map { memory($0, Float.self).pointee } ?? 0
  }

  func evaluateStep() { interpreter.run(interpreter.plan.evaluation) }
}

extension PlannedBuffer.Storage {
  fileprivate var isPersistent: Bool {
    if case .persistent = self { return true }
    return false
  }
}

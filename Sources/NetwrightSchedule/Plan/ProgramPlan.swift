import NetwrightIR
import NetwrightTensor

/// Where a tensor of the program lives.
package struct PlannedBuffer: Hashable, Sendable {
  package enum Storage: Hashable, Sendable {
    /// Parameters, optimizer slots, state: live as long as the program.
    case persistent(InputRole)
    /// Written by the driver before each step: data, targets, step, seed.
    case input(InputRole)
    /// Made and used within a step; its memory may serve several buffers.
    case scratch
  }

  /// The spec's name for persistent tensors and inputs, otherwise derived from the layer; unique.
  package let name: String
  package let type: TensorType
  package let storage: Storage
  /// From the start of the arena, in bytes; a multiple of 64. 64 bytes of slack follow each buffer.
  package let offset: Int

  package init(name: String, type: TensorType, storage: Storage, offset: Int) {
    self.name = name
    self.type = type
    self.storage = storage
    self.offset = offset
  }
}

/// One call of a kernel in the program of a step.
package struct KernelCall: Hashable, Sendable {
  /// Index into `ProgramPlan.functions`.
  package let function: Int
  /// For each operand of the kernel, an index into `ProgramPlan.buffers`.
  package let buffers: [Int]
  /// What it computes, for people: `dense_1 + relu`.
  package let title: String
  package let origin: Origin
  /// Whether all threads meet before this kernel, because it touches what earlier ones made.
  package let barrierBefore: Bool

  package init(
    function: Int, buffers: [Int], title: String, origin: Origin, barrierBefore: Bool
  ) {
    self.function = function
    self.buffers = buffers
    self.title = title
    self.origin = origin
    self.barrierBefore = barrierBefore
  }
}

/// A distinct kernel: the same work on other buffers is another call of the same function.
package struct KernelFunction: Hashable, Sendable {
  /// A unique lowerCamelCase identifier, `[A-Za-z_][A-Za-z0-9_]*`.
  package let name: String
  package let kernel: Kernel

  package init(name: String, kernel: Kernel) {
    self.name = name
    self.kernel = kernel
  }
}

/// What one mode of the program runs and gives.
package struct StepPlan: Sendable {
  package let calls: [KernelCall]
  /// Output name → index into `ProgramPlan.buffers`, in the order of the graph's outputs.
  package let outputs: [(name: String, buffer: Int)]
  /// The mean loss, `f32[]`; training only.
  package let loss: Int?

  /// The types of outputs that show their buffer under another shape, by name.
  package let reshapedOutputs: [String: TensorType]

  package init(
    calls: [KernelCall], outputs: [(name: String, buffer: Int)], loss: Int?,
    reshapedOutputs: [String: TensorType] = [:]
  ) {
    self.reshapedOutputs = reshapedOutputs
    self.calls = calls
    self.outputs = outputs
    self.loss = loss
  }
}

/// The scheduled program: kernels, calls and memory, everything that emission needs.
package struct ProgramPlan: Sendable {
  package let name: String
  package let functions: [KernelFunction]
  /// Persistent buffers first, then inputs, then scratch.
  package let buffers: [PlannedBuffer]
  package let training: StepPlan?
  package let evaluation: StepPlan
  package let arenaBytes: Int
  /// Bytes of tensors that are needed at once at the fullest time: no arena can be smaller.
  package let liveBytes: Int
  /// Floating-point operations of one training step (of one evaluation where nothing is trained).
  package let operationCount: Int

  package init(
    name: String, functions: [KernelFunction], buffers: [PlannedBuffer], training: StepPlan?,
    evaluation: StepPlan, arenaBytes: Int, liveBytes: Int,
    operationCount: Int
  ) {
    self.name = name
    self.functions = functions
    self.buffers = buffers
    self.training = training
    self.evaluation = evaluation
    self.arenaBytes = arenaBytes
    self.liveBytes = liveBytes
    self.operationCount = operationCount
  }
}

import NetwrightIR
import NetwrightOps
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
  /// For scratch: when it lives.
  package var lifetime: Lifetime?

  /// The stretches between two barriers of a step in which a buffer is needed; both ends count.
  package struct Lifetime: Hashable, Sendable {
    /// `train` or `evaluate`.
    package let mode: String
    package let first: Int
    /// `Int.max` for what the caller reads after the step.
    package let last: Int
  }

  package init(
    name: String, type: TensorType, storage: Storage, offset: Int, lifetime: Lifetime? = nil
  ) {
    self.name = name
    self.type = type
    self.storage = storage
    self.offset = offset
    self.lifetime = lifetime
  }

  /// The bytes of the arena that it takes, slack and alignment included.
  package var footprint: Int { MemoryPlanner.footprint(type) }
}

/// Where an operand of a call lies: in a buffer, at a place that may move with the loops around.
package struct OperandPlace: Hashable, Sendable {
  /// Index into `ProgramPlan.buffers`.
  package var buffer: Int
  /// Elements from the start of the buffer, before any loop moves it.
  package var offset: Int
  /// Elements that one turn of each loop around moves it, outermost first; none for loops left out.
  package var strides: [Int]

  package init(_ buffer: Int, offset: Int = 0, strides: [Int] = []) {
    self.buffer = buffer
    self.offset = offset
    self.strides = strides
  }

  /// Elements from the start of the buffer in a turn of the loops around.
  package func offset(in turns: [Int]) -> Int {
    zip(strides, turns).reduce(offset) { $0 + $1.0 * $1.1 }
  }
}

/// One call of a kernel in the program of a step.
package struct KernelCall: Hashable, Sendable {
  /// The title of calls that the schedule adds to copy a tensor.
  package static let copyTitle = "copy"

  /// Index into `ProgramPlan.functions`.
  package let function: Int
  /// For each operand of the kernel, where it lies.
  package let operands: [OperandPlace]
  /// What it computes, for people: `dense_1 + relu`.
  package let title: String
  package let origin: Origin
  /// Whether all threads meet before this kernel, because it touches what earlier ones made.
  package let barrierBefore: Bool

  package init(
    function: Int, operands: [OperandPlace], title: String, origin: Origin, barrierBefore: Bool
  ) {
    self.function = function
    self.operands = operands
    self.title = title
    self.origin = origin
    self.barrierBefore = barrierBefore
  }

  /// A call on whole buffers.
  package init(
    function: Int, buffers: [Int], title: String, origin: Origin, barrierBefore: Bool
  ) {
    self.init(
      function: function, operands: buffers.map { OperandPlace($0) }, title: title, origin: origin,
      barrierBefore: barrierBefore)
  }

  /// For each operand, an index into `ProgramPlan.buffers`.
  package var buffers: [Int] { operands.map(\.buffer) }
}

/// What a step runs one after the other.
package indirect enum StepItem: Hashable, Sendable {
  case call(KernelCall)
  case loop(StepLoop)

  /// The calls in it, each once, in order.
  package var calls: [KernelCall] {
    switch self {
    case .call(let call): [call]
    case .loop(let loop): loop.items.flatMap(\.calls)
    }
  }

  /// How often each of `calls` runs.
  package var turns: [Int] {
    switch self {
    case .call: [1]
    case .loop(let loop):
      loop.items.flatMap(\.turns).map { saturatingProduct([$0, loop.count]) }
    }
  }
}

/// Items that run in turns, one turn for each place of a sequence; every turn begins with a
/// barrier.
package struct StepLoop: Hashable, Sendable {
  package let count: Int
  /// Whether the turns go from the last place to the first.
  package let reversed: Bool
  package let items: [StepItem]

  package init(count: Int, reversed: Bool, items: [StepItem]) {
    self.count = count
    self.reversed = reversed
    self.items = items
  }

  /// The places in the order of the turns.
  package var turns: [Int] { reversed ? (0..<count).reversed() : Array(0..<count) }
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
  package let items: [StepItem]
  /// Output name → index into `ProgramPlan.buffers`, in the order of the graph's outputs.
  package let outputs: [(name: String, buffer: Int)]
  /// The mean loss, `f32[]`; training only.
  package let loss: Int?

  /// The types of outputs that show their buffer under another shape, by name.
  package let reshapedOutputs: [String: TensorType]

  package init(
    items: [StepItem], outputs: [(name: String, buffer: Int)], loss: Int?,
    reshapedOutputs: [String: TensorType] = [:]
  ) {
    self.reshapedOutputs = reshapedOutputs
    self.items = items
    self.outputs = outputs
    self.loss = loss
  }

  /// A step without loops.
  package init(
    calls: [KernelCall], outputs: [(name: String, buffer: Int)], loss: Int?,
    reshapedOutputs: [String: TensorType] = [:]
  ) {
    self.init(
      items: calls.map { .call($0) }, outputs: outputs, loss: loss,
      reshapedOutputs: reshapedOutputs)
  }

  /// How often each of `calls` runs in a step.
  package var turns: [Int] { items.flatMap(\.turns) }

  /// All calls, those in loops once, in order.
  package var calls: [KernelCall] { items.flatMap(\.calls) }
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

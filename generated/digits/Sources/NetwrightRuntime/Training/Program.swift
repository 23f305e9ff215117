// Initial values and metrics are part of what a program and a plan are made of.
@_exported import NetwrightSweeps

/// A tensor that outlives the step: created by its initializer, kept in checkpoints.
public struct TensorSlot: Equatable, Sendable {
  public enum Role: String, Equatable, Sendable {
    case parameter, optimizerSlot, state
  }

  /// Unique in its program; the name in checkpoints.
  public let name: String
  /// Row-major `f32` sizes; rank 0 is one element.
  public let shape: [Int]
  public let role: Role
  public let initializer: Initializer
  public let trainable: Bool

  public init(
    name: String, shape: [Int], role: Role, initializer: Initializer, trainable: Bool = true
  ) {
    self.name = name
    self.shape = shape
    self.role = role
    self.initializer = initializer
    self.trainable = trainable
  }
}

/// A data input or target of a program.
public struct InputSlot: Equatable, Sendable {
  /// The field of the data that fills it.
  public let name: String
  /// The first size is the batch.
  public let shape: [Int]
  public let type: ElementType
  /// Values must lie in 0..<bound: class indices and tokens. Checked when rows are loaded.
  public let bound: Int?

  public init(name: String, shape: [Int], type: ElementType, bound: Int? = nil) {
    self.name = name
    self.shape = shape
    self.type = type
    self.bound = bound
  }

  /// Elements of one row of the batch; `nil` when sizes overflow.
  public var rowElementCount: Int? { HostTensor.elementCount(Array(shape.dropFirst())) }
}

/// An output of evaluation, or of a training step that gives gradients; `f32`.
public struct OutputSlot: Equatable, Sendable {
  /// `loss`, of shape [batch], is the loss of each row.
  public let name: String
  /// Of evaluation: the first size is the batch.
  public let shape: [Int]

  public init(name: String, shape: [Int]) {
    self.name = name
    self.shape = shape
  }
}

/// A model with its loss and optimizer, ready to run: emitted code or the interpreter.
///
/// The loop writes batches behind `input`, calls a step, and reads `output`; nobody else touches
/// the tensors meanwhile. Pointers stay valid for the life of the program.
public protocol Program: AnyObject {
  var name: String { get }
  /// Rows of a batch, at least 1.
  var batch: Int { get }
  var slots: [TensorSlot] { get }
  /// Data inputs and targets, in order.
  var inputs: [InputSlot] { get }
  var outputs: [OutputSlot] { get }

  func withTensor(_ slot: Int, _ body: (UnsafeMutableBufferPointer<Float>) -> Void)

  /// Where the loop writes the batch: `shape` elements of `type`.
  func input(_ index: Int) -> UnsafeMutableRawPointer

  /// One update; `step` counts from 1. Returns the mean loss of the batch before the update.
  func trainStep(step: Int64, seed: UInt64) -> Float

  /// Forward only, on the filled inputs; outputs are readable afterwards.
  func evaluateStep()

  func output(_ index: Int) -> UnsafePointer<Float>

  /// What a training step gives beside its loss: `gradient.NAME` of each parameter, of a program
  /// that was compiled to give them. Readable until the next step of any kind.
  var trainingOutputs: [OutputSlot] { get }
  func trainingOutput(_ index: Int) -> UnsafePointer<Float>
}

extension Program {
  public var trainingOutputs: [OutputSlot] { [] }

  public func trainingOutput(_ index: Int) -> UnsafePointer<Float> { output(index) }

  /// Elements of all parameters, trainable or not.
  public var parameterCount: Int {
    slots.reduce(0) { sum, slot in
      let count = slot.role == .parameter ? HostTensor.elementCount(slot.shape) ?? 0 : 0
      return sum + count
    }
  }

  /// Gives every slot its first values under `seed`.
  public func initialize(seed: UInt64) {
    for (index, slot) in slots.enumerated() {
      let key = StableHash.key(seed: seed, name: slot.name)
      withTensor(index) { slot.initializer.fill(into: $0, key: key) }
    }
  }
}

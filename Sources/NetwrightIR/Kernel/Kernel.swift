import NetwrightTensor

/// A tensor that a kernel touches.
package struct KernelOperand: Hashable, Sendable {
  package enum Access: String, Hashable, Sendable { case read, write }
  package let type: TensorType
  package let access: Access
  package init(_ type: TensorType, _ access: Access) {
    self.type = type
    self.access = access
  }
}

/// What runs inside a kernel.
package enum KernelForm: Hashable, Sendable {
  /// Loop nests one after the other; with `separated`, threads meet between them.
  case loops([LoopNest], separated: Bool)
  /// A skeleton that reads the first operands and hands each element to the epilogue: a `rows` nest
  /// whose inner loop is the last axis of the result and whose `.accumulator` is the element.
  case skeleton(Skeleton, reads: [Int], epilogue: LoopNest)
  /// A skeleton that stores into one operand by itself.
  case whole(Skeleton, reads: [Int], write: Int)
}

/// A unit of work of the scheduled program: one function of the emitted code.
package struct Kernel: Hashable, Sendable {
  package var operands: [KernelOperand]
  package var form: KernelForm

  package init(operands: [KernelOperand], form: KernelForm) {
    self.operands = operands
    self.form = form
  }
}

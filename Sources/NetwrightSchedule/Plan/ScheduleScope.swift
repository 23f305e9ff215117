import NetwrightIR
import NetwrightTensor

/// A graph on its way to kernels: a whole step, or the body of a loop in it.
struct ScheduleScope {
  let graph: Graph
  let lastReaders: LastReaders
  /// How many loops are around.
  var depth = 0
  /// Where each value lies; reshapes share the place of their operand.
  var places: [Value: OperandPlace] = [:]
  /// Where a value is wanted, should its kernel be able to store it there.
  var targets: [Value: OperandPlace] = [:]
  var items: [PendingItem] = []
  /// What runs once before the loop around: packing of what is the same in all turns.
  var prelude: [PendingItem] = []
  /// Inputs that are the same in all turns of the loop around.
  var invariants: Set<Value> = []
  /// Where their packed forms lie, by kernel and operand.
  var packed: [PackedRight: OperandPlace] = [:]

  init(_ graph: Graph) {
    self.graph = graph
    lastReaders = LastReaders(graph)
  }

  func operands(of node: Node) throws(LoweringFailure) -> [OperandPlace] {
    var operands: [OperandPlace] = []
    for input in node.inputs {
      guard let place = places[input] else {
        throw LoweringFailure(node: node.keyword, reason: "an operand is not in memory")
      }
      operands.append(place)
    }
    return operands
  }

  /// The wanted place of a result, unless its kernel would store over what it still reads.
  func target(
    of result: Value, _ kernel: Kernel, write: Int, _ operands: [OperandPlace]
  ) -> OperandPlace? {
    guard let target = targets[result] else { return nil }
    for (position, operand) in operands.enumerated()
    where operand == target && !kernel.storesInPlace(write, over: position) {
      return nil
    }
    return target
  }
}

/// One tensor to be copied.
struct PendingCopy {
  var source: OperandPlace
  let target: OperandPlace
  let type: TensorType

  var item: PendingItem {
    var body = KernelBody()
    let place = Affine(offset: 0, coefficients: [1])
    let value = body.emit(.load(operand: 0, at: place), type.dtype)
    let nest = LoopNest(
      kind: .rows, outer: [], inner: type.elementCount, body: body,
      stages: [.store(operand: 1, at: place, value)])
    // A kernel knows no shapes: copies of as many elements are one.
    let flat = TensorType(sizes: [type.elementCount], type.dtype)
    let kernel = Kernel(
      operands: [KernelOperand(flat, .read), KernelOperand(flat, .write)],
      form: .loops([nest], separated: false))
    return .call(
      PendingCall(
        kernel: kernel, operands: [source, target], title: KernelCall.copyTitle,
        origin: .pass("schedule", from: .none)))
  }
}

import NetwrightIR
import NetwrightSchedule
import NetwrightTensor

/// Builds program plans by hand, without the scheduler.
struct PlanBuilder {
  private var buffers: [PlannedBuffer] = []
  private var functions: [KernelFunction] = []
  private var calls: [KernelCall] = []
  private var outputs: [(name: String, buffer: Int)] = []
  private var offset = 0
  let name: String

  init(name: String) { self.name = name }

  mutating func buffer(
    _ name: String, _ sizes: [Int], _ dtype: DType = .f32, _ storage: PlannedBuffer.Storage
  ) -> Int {
    let type = TensorType(sizes: sizes, dtype)
    buffers.append(PlannedBuffer(name: name, type: type, storage: storage, offset: offset))
    offset += (type.byteCount + 127) / 64 * 64
    return buffers.count - 1
  }

  mutating func parameter(_ name: String, _ sizes: [Int]) -> Int {
    buffer(name, sizes, .f32, .persistent(.parameter))
  }

  /// A result that evaluation hands out.
  mutating func output(_ name: String, _ sizes: [Int]) -> Int {
    let number = buffer(name, sizes, .f32, .scratch)
    outputs.append((name, number))
    return number
  }

  mutating func call(
    _ name: String, reads: [Int], writes: [Int], _ form: KernelForm, barrier: Bool = true
  ) {
    let operands =
      reads.map { KernelOperand(buffers[$0].type, .read) }
      + writes.map { KernelOperand(buffers[$0].type, .write) }
    functions.append(KernelFunction(name: name, kernel: Kernel(operands: operands, form: form)))
    calls.append(
      KernelCall(
        function: functions.count - 1, buffers: reads + writes, title: name, origin: .none,
        barrierBefore: barrier))
  }

  /// Another call of the last function.
  mutating func again(_ buffers: [Int], title: String) {
    calls.append(
      KernelCall(
        function: functions.count - 1, buffers: buffers, title: title, origin: .none,
        barrierBefore: false))
  }

  var plan: ProgramPlan {
    ProgramPlan(
      name: name, functions: functions, buffers: buffers, training: nil,
      evaluation: StepPlan(calls: calls, outputs: outputs, loss: nil), arenaBytes: offset,
      liveBytes: offset,
      operationCount: 0)
  }
}

/// Builds one loop nest.
struct NestBuilder {
  private(set) var body = KernelBody()
  var stages: [Stage] = []
  let kind: LoopNest.Kind
  let outer: [Int]
  let reduced: [Int]
  let inner: Int

  init(_ kind: LoopNest.Kind = .rows, outer: [Int] = [], reduced: [Int] = [], inner: Int) {
    self.kind = kind
    self.outer = outer
    self.reduced = reduced
    self.inner = inner
  }

  var nest: LoopNest {
    LoopNest(kind: kind, outer: outer, reduced: reduced, inner: inner, body: body, stages: stages)
  }

  /// Coefficients of the loops, outermost first; what is left out is 0.
  func at(_ coefficients: [Int], offset: Int = 0) -> Affine {
    let loops = outer.count + reduced.count + 1
    let padding = [Int](repeating: 0, count: max(0, loops - coefficients.count))
    return Affine(offset: offset, coefficients: padding + coefficients)
  }

  mutating func load(
    _ operand: Int, _ coefficients: [Int], _ dtype: DType = .f32, offset: Int = 0
  ) -> KernelValue {
    body.emit(.load(operand: operand, at: at(coefficients, offset: offset)), dtype)
  }

  mutating func constant(_ value: Double, _ dtype: DType = .f32) -> KernelValue {
    body.emit(.constant(value), dtype)
  }

  mutating func apply(
    _ function: ScalarFunction, _ operands: KernelValue..., as dtype: DType? = nil
  ) -> KernelValue {
    let types = operands.map { body[$0].dtype }
    return body.emit(.apply(function, operands), dtype ?? function.resultType(types))
  }

  mutating func convert(_ value: KernelValue, _ dtype: DType) -> KernelValue {
    body.emit(.convert(value), dtype)
  }

  mutating func emit(_ instruction: Instruction, _ dtype: DType = .f32) -> KernelValue {
    body.emit(instruction, dtype)
  }

  mutating func reduce(_ function: ReductionFunction, _ value: KernelValue) -> KernelValue {
    let place = stages.count { if case .reduce = $0 { true } else { false } }
    stages.append(.reduce(function, value))
    return body.emit(.reduction(place), .f32)
  }

  mutating func store(
    _ operand: Int, _ coefficients: [Int], _ value: KernelValue, offset: Int = 0
  ) {
    stages.append(.store(operand: operand, at: at(coefficients, offset: offset), value))
  }

  mutating func storeRow(_ operand: Int, _ coefficients: [Int], _ value: KernelValue) {
    stages.append(.storeRow(operand: operand, at: at(coefficients), value))
  }
}

import NetwrightIR
import NetwrightPlanInterpreter
import NetwrightSchedule
import NetwrightTensor
import Testing

/// One nest over a few tensors, run by the evaluator of kernel IR and by the interpreter of plans.
struct NestCase {
  private(set) var body = KernelBody()
  var stages: [Stage] = []
  let kind: LoopNest.Kind
  let outer: [Int]
  let reduced: [Int]
  let inner: Int
  private var operands: [KernelOperand] = []
  private var buffers: [PlannedBuffer] = []
  private var offset = 0

  init(_ kind: LoopNest.Kind = .rows, outer: [Int] = [], reduced: [Int] = [], inner: Int) {
    self.kind = kind
    self.outer = outer
    self.reduced = reduced
    self.inner = inner
  }

  /// A tensor that is read, or written.
  mutating func tensor(_ count: Int, _ dtype: DType, _ access: KernelOperand.Access) -> Int {
    let type = TensorType(sizes: [count], dtype)
    operands.append(KernelOperand(type, access))
    buffers.append(
      PlannedBuffer(
        name: "t\(buffers.count)", type: type, storage: .persistent(.parameter), offset: offset))
    offset += (type.byteCount + 127) / 64 * 64
    return operands.count - 1
  }

  /// Coefficients of all loops, outermost first.
  func at(_ coefficients: Int..., offset: Int = 0) -> Affine {
    Affine(offset: offset, coefficients: coefficients)
  }

  mutating func load(_ operand: Int, _ place: Affine) -> KernelValue {
    body.emit(.load(operand: operand, at: place), operands[operand].type.dtype)
  }

  mutating func apply(_ function: ScalarFunction, _ inputs: KernelValue...) -> KernelValue {
    body.emit(
      .apply(function, inputs), function.resultType(inputs.map { body[$0].dtype }))
  }

  mutating func emit(_ instruction: Instruction, _ dtype: DType) -> KernelValue {
    body.emit(instruction, dtype)
  }

  mutating func reduce(_ function: ReductionFunction, _ value: KernelValue) -> KernelValue {
    let number = stages.count
    stages.append(.reduce(function, value))
    return body.emit(.reduction(number), body[value].dtype)
  }

  private var plan: ProgramPlan {
    let nest = LoopNest(
      kind: kind, outer: outer, reduced: reduced, inner: inner, body: body, stages: stages)
    let kernel = Kernel(operands: operands, form: .loops([nest], separated: false))
    let call = KernelCall(
      function: 0, buffers: Array(buffers.indices), title: "nest", origin: .none,
      barrierBefore: false)
    return ProgramPlan(
      name: "nest", functions: [KernelFunction(name: "nest", kernel: kernel)], buffers: buffers,
      training: nil, evaluation: StepPlan(calls: [call], outputs: [], loss: nil),
      arenaBytes: offset, liveBytes: 0, operationCount: 0)
  }

  /// Both give the same for each tensor, within a tolerance, and the interpreter the same bits for
  /// one, two and three threads.
  func expectAgreement(
    tolerance: Double = 1e-5, isSlow: Bool = false,
    _ location: SourceLocation = #_sourceLocation
  ) throws {
    let plan = plan
    var evaluator = KernelEvaluator(plan)
    for buffer in buffers { evaluator.write(buffer.name, Self.values(of: buffer.type)) }
    evaluator.run(plan.evaluation)
    var bits: [[UInt64]] = []
    for threads in [1, 2, 3] {
      let interpreter = try PlanInterpreter(plan, threads: threads)
      for buffer in buffers { interpreter.write(buffer.name, Self.values(of: buffer.type)) }
      interpreter.run(plan.evaluation)
      #expect(interpreter.slowFunctions.isEmpty == !isSlow, sourceLocation: location)
      let found = buffers.indices.map { interpreter.read($0) }
      for (number, values) in found.enumerated() {
        let expected = evaluator.read(number)
        let scale = expected.reduce(1) { max($0, $1.isFinite ? $1.magnitude : 0) }
        let differing = zip(expected, values).enumerated().first { _, pair in
          let isSame = pair.0 == pair.1 || (pair.0.isNaN && pair.1.isNaN)
          return !isSame && !((pair.0 - pair.1).magnitude <= tolerance * scale)
        }
        #expect(
          differing == nil,
          "tensor \(number), \(threads) threads: \(String(describing: differing))",
          sourceLocation: location)
      }
      bits.append(found.flatMap { $0.map(\.bitPattern) })
    }
    #expect(bits[0] == bits[1] && bits[0] == bits[2], sourceLocation: location)
  }

  /// Numbers between -2 and 2, whole ones for integers.
  private static func values(of type: TensorType) -> [Double] {
    (0..<type.elementCount).map { index in
      let number = Double((index * 37 + 11) % 101) / 25 - 2
      if type.dtype == .bool { return index % 3 == 0 ? 1 : 0 }
      if type.dtype == .u8 { return Double(index % 7) }
      return type.dtype.isFloat ? Double(Float(number)) : number.rounded()
    }
  }
}

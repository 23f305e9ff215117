import NetwrightIR
import NetwrightKernels
import NetwrightTensor

/// Runs a scheduled program element by element over its planned memory: the meaning of kernel IR,
/// against which emitted code is held. Faults of schedule and memory plan show here without a Swift
/// compiler.
///
/// Each buffer is a slice of one array of numbers, at its planned offset; overlaps that the plan
/// should not have show as wrong results.
package struct KernelEvaluator {
  private let plan: ProgramPlan
  /// One number for each byte of the arena: an element stands at its first byte. `f32` is kept
  /// rounded; what nobody stored is NaN.
  private var arena: [Double]

  package init(_ plan: ProgramPlan) {
    self.plan = plan
    arena = Array(repeating: .nan, count: plan.arenaBytes)
  }

  package mutating func write(_ name: String, _ values: [Double]) {
    guard let buffer = plan.buffers.first(where: { $0.name == name }) else { return }
    for (index, value) in values.enumerated() { store(value, buffer, at: index) }
  }

  package func read(_ number: Int) -> [Double] {
    let buffer = plan.buffers[number]
    return (0..<buffer.type.elementCount).map { load(buffer, at: $0) }
  }

  package func read(_ name: String) -> [Double]? {
    plan.buffers.firstIndex { $0.name == name }.map { read($0) }
  }

  /// The elements at a place that no loop moves.
  package func read(_ place: OperandPlace, count: Int) -> [Double] {
    let buffer = plan.buffers[place.buffer]
    return (place.offset..<place.offset + count).map { load(buffer, at: $0) }
  }

  /// - Parameters:
  ///   - poisonsFreed: fills scratch with NaN, slack included, before the step and, each buffer,
  ///     after the last item that needs it: whoever reads it too early or too late, or shares bytes
  ///     with it, gives NaN. What the step gives stays.
  ///   - inspect: sees the memory after each item, by its place in `step.items`.
  package mutating func run(
    _ step: StepPlan, poisonsFreed: Bool = false,
    inspect: (_ item: Int, _ memory: KernelEvaluator) -> Void = { _, _ in }
  ) {
    let freed = poisonsFreed ? freed(after: step) : [:]
    for buffers in freed.values { for buffer in buffers { poison(buffer) } }
    for (index, item) in step.items.enumerated() {
      run([item], turns: [])
      inspect(index, self)
      for buffer in freed[index] ?? [] { poison(buffer) }
    }
  }

  private mutating func run(_ items: [StepItem], turns: [Int]) {
    for item in items {
      switch item {
      case .call(let call):
        let kernel = plan.functions[call.function].kernel
        run(kernel, zip(call.operands, kernel.operands).map { buffer(at: $0, $1.type, turns) })
      case .loop(let loop):
        for turn in loop.turns { run(loop.items, turns: turns + [turn]) }
      }
    }
  }

  /// The part of a buffer that an operand is.
  private func buffer(
    at place: OperandPlace, _ type: TensorType, _ turns: [Int]
  ) -> PlannedBuffer {
    let buffer = plan.buffers[place.buffer]
    return PlannedBuffer(
      name: buffer.name, type: type, storage: buffer.storage,
      offset: buffer.offset + place.offset(in: turns) * buffer.type.dtype.byteCount)
  }

  /// Scratch buffers by the last item that needs them; what the step gives stays.
  private func freed(after step: StepPlan) -> [Int: [PlannedBuffer]] {
    var last: [Int: Int] = [:]
    for (index, item) in step.items.enumerated() {
      for call in item.calls { for buffer in call.buffers { last[buffer] = index } }
    }
    let given = Set(step.outputs.map(\.buffer) + [step.loss].compactMap { $0 })
    var freed: [Int: [PlannedBuffer]] = [:]
    for (number, index) in last where !given.contains(number) {
      guard plan.buffers[number].storage == .scratch else { continue }
      freed[index, default: []].append(plan.buffers[number])
    }
    return freed
  }

  private mutating func poison(_ buffer: PlannedBuffer) {
    let end = min(buffer.offset + buffer.footprint, arena.count)
    for byte in buffer.offset..<end { arena[byte] = .nan }
  }

  // MARK: Memory

  private func load(_ buffer: PlannedBuffer, at index: Int) -> Double {
    arena[buffer.offset + index * buffer.type.dtype.byteCount]
  }

  private mutating func store(_ value: Double, _ buffer: PlannedBuffer, at index: Int) {
    let rounded = buffer.type.dtype == .f32 ? Double(Float(value)) : value
    arena[buffer.offset + index * buffer.type.dtype.byteCount] = rounded
  }

  // MARK: Kernels

  private mutating func run(_ kernel: Kernel, _ buffers: [PlannedBuffer]) {
    switch kernel.form {
    case .loops(let nests, _):
      for nest in nests { run(nest, buffers) }
    case .skeleton(let skeleton, let reads, let epilogue):
      let sizes = epilogue.outer + [epilogue.inner]
      let elements = results(of: skeleton, reads.map { buffers[$0] })[0]
      var position = 0
      forEachIndex(of: sizes) { loops in
        var frame = Frame(loops: loops)
        frame.accumulator = elements[position]
        store(epilogue, buffers, frame)
        position += 1
      }
    case .whole(let skeleton, let reads, let writes):
      let results = results(of: skeleton, reads.map { buffers[$0] })
      for (write, elements) in zip(writes, results) {
        for (index, value) in elements.enumerated() { store(value, buffers[write], at: index) }
      }
    }
  }

  private func results(of skeleton: Skeleton, _ sources: [PlannedBuffer]) -> [[Double]] {
    let values = sources.map { source in
      (0..<source.type.elementCount).map { load(source, at: $0) }
    }
    return SkeletonEvaluation.results(
      of: skeleton, reads: values.map { list in { list[$0] } })
  }

  /// Where an evaluation stands.
  private struct Frame {
    var loops: [Int]
    var reductions: [Double] = []
    var accumulator = 0.0
  }

  private mutating func run(_ nest: LoopNest, _ buffers: [PlannedBuffer]) {
    switch nest.kind {
    case .scalar:
      store(nest, buffers, Frame(loops: [0]))
    case .rows:
      forEachIndex(of: nest.outer) { outer in runRow(nest, buffers, outer) }
    case .columns:
      forEachIndex(of: nest.outer + [nest.inner]) { kept in
        var frame = Frame(loops: [])
        for (function, value) in nest.reductions {
          var total = function.identity
          forEachIndex(of: nest.reduced) { reduced in
            frame.loops = Array(kept.dropLast()) + reduced + [kept[kept.count - 1]]
            total = combine(function, total, evaluate(value, nest.body, buffers, frame))
          }
          frame.reductions.append(total)
        }
        forEachIndex(of: nest.reduced) { reduced in
          frame.loops = Array(kept.dropLast()) + reduced + [kept[kept.count - 1]]
          storeInSweep(nest, buffers, frame)
        }
        let zeros = [Int](repeating: 0, count: nest.reduced.count)
        frame.loops = Array(kept.dropLast()) + zeros + [kept[kept.count - 1]]
        store(nest, buffers, frame)
      }
    }
  }

  private mutating func runRow(_ nest: LoopNest, _ buffers: [PlannedBuffer], _ outer: [Int]) {
    var frame = Frame(loops: outer + [0])
    for (function, value) in nest.reductions {
      var total = function.identity
      for inner in 0..<nest.inner {
        frame.loops[outer.count] = inner
        total = combine(function, total, evaluate(value, nest.body, buffers, frame))
      }
      frame.reductions.append(total)
    }
    for inner in 0..<nest.inner {
      frame.loops[outer.count] = inner
      store(nest, buffers, frame)
    }
    frame.loops[outer.count] = 0
    storeRows(nest, buffers, frame)
  }

  private func combine(_ function: ReductionFunction, _ a: Double, _ b: Double) -> Double {
    Double(Float(function.function.evaluate([a, b])))
  }

  /// All values of a turn are computed before any is stored.
  private mutating func store(_ nest: LoopNest, _ buffers: [PlannedBuffer], _ frame: Frame) {
    var pending: [(Double, PlannedBuffer, Int)] = []
    for stage in nest.stages {
      guard case .store(let operand, let place, let value) = stage else { continue }
      let result = evaluate(value, nest.body, buffers, frame)
      pending.append((result, buffers[operand], place.value(at: frame.loops)))
    }
    for (value, buffer, index) in pending { store(value, buffer, at: index) }
  }

  /// As `store`. After all folds; the same as during the first, since no later fold reads what is
  /// stored here.
  private mutating func storeInSweep(
    _ nest: LoopNest, _ buffers: [PlannedBuffer], _ frame: Frame
  ) {
    var pending: [(Double, PlannedBuffer, Int)] = []
    for stage in nest.stages {
      guard case .storeInSweep(let operand, let place, let value) = stage else { continue }
      let result = evaluate(value, nest.body, buffers, frame)
      pending.append((result, buffers[operand], place.value(at: frame.loops)))
    }
    for (value, buffer, index) in pending { store(value, buffer, at: index) }
  }

  private mutating func storeRows(_ nest: LoopNest, _ buffers: [PlannedBuffer], _ frame: Frame) {
    var pending: [(Double, PlannedBuffer, Int)] = []
    for stage in nest.stages {
      guard case .storeRow(let operand, let place, let value) = stage else { continue }
      let result = evaluate(value, nest.body, buffers, frame)
      pending.append((result, buffers[operand], place.value(at: frame.loops)))
    }
    for (value, buffer, index) in pending { store(value, buffer, at: index) }
  }

  private func evaluate(
    _ value: KernelValue, _ body: KernelBody, _ buffers: [PlannedBuffer], _ frame: Frame
  ) -> Double {
    let step = body[value]
    let result: Double
    switch step.instruction {
    case .constant(let number): result = number
    case .load(let operand, let place):
      result = load(buffers[operand], at: place.value(at: frame.loops))
    case .apply(let function, let operands):
      result = function.evaluate(operands.map { evaluate($0, body, buffers, frame) })
    case .convert(let operand):
      let number = evaluate(operand, body, buffers, frame)
      result = converted(number, to: step.dtype)
    case .reduction(let index): result = frame.reductions[index]
    case .accumulator: result = frame.accumulator
    case .index(let place): result = Double(place.value(at: frame.loops))
    case .random(let stream, let seed, let count, let element):
      result = Double(
        RandomStream.uniform(
          stream: stream, seed: whole(evaluate(seed, body, buffers, frame)),
          step: whole(evaluate(count, body, buffers, frame)),
          at: element.value(at: frame.loops)))
    }
    return step.dtype == .f32 ? Double(Float(result)) : result
  }

  /// Integers lose the fraction and saturate, NaN becomes 0; whatever is not 0 is true.
  private func converted(_ number: Double, to dtype: DType) -> Double {
    func truncated(_ low: Double, _ high: Double) -> Double {
      number.isNaN ? 0 : max(low, min(number.rounded(.towardZero), high))
    }
    return switch dtype {
    case .f32, .f64: number
    case .bool: number != 0 ? 1 : 0
    case .i32: truncated(-0x1p31, 0x1p31 - 1)
    case .i64: truncated(-0x1p63, 0x1p63)
    case .u8: truncated(0, 255)
    }
  }

  private func whole(_ number: Double) -> Int64 { Int64(exactly: number.rounded(.towardZero)) ?? 0 }
}

import NetwrightIR
import NetwrightKernels
import NetwrightSchedule
import NetwrightTensor

/// A nest that one thread runs number by number: step scalars in f64, and what has no vectors.
///
/// - Cost: some tens of nanoseconds for each step and element; nests over large tensors do not come
///   here.
struct NumberNest {
  private let nest: LoopNest
  private let operandTypes: [DType]
  /// For each stage, the steps that its value needs.
  private let needed: [[KernelValue]]

  init(_ nest: LoopNest, operandTypes: [DType], kernel: String) throws(LoweringFailure) {
    self.nest = nest
    self.operandTypes = operandTypes
    needed = nest.stages.map { nest.body.needed(for: [$0.value]) }
    if let reason = nest.body.undefinedFunction(nest.body.needed(for: nest.roots)) {
      throw LoweringFailure(node: kernel, reason: reason)
    }
  }

  var needs: MachineNeeds {
    MachineNeeds(numbers: nest.body.steps.count, operands: operandTypes.count)
  }

  func run(_ site: KernelSite, _ part: Part) {
    guard part.index == 0 else { return }
    var evaluation = NumberEvaluation(
      body: nest.body, operandTypes: operandTypes, numbers: site.thread.numbers,
      operands: site.thread.operands, loops: [Int](repeating: 0, count: nest.loopCount))
    let kept = nest.kind == .columns ? nest.outer + [nest.inner] : nest.outer
    forEachIndex(of: kept) { index in
      evaluation.reductions.removeAll(keepingCapacity: true)
      switch nest.kind {
      case .columns: runColumn(index, &evaluation)
      case .rows, .scalar: runRow(index, &evaluation)
      }
    }
  }

  private func runColumn(_ index: [Int], _ evaluation: inout NumberEvaluation) {
    let zeros = [Int](repeating: 0, count: nest.reduced.count)
    let (outer, inner) = (Array(index.dropLast()), Array(index.suffix(1)))
    for stage in nest.stages.indices {
      fold(stage, over: nest.reduced, &evaluation) { outer + $0 + inner }
    }
    // After all folds; the same as during the first, since no later fold reads what is stored here.
    forEachIndex(of: nest.reduced) { reduced in
      evaluation.loops = outer + reduced + inner
      store(&evaluation) { stage in
        guard case .storeInSweep(let operand, let place, _) = stage else { return nil }
        return (operand, place)
      }
    }
    evaluation.loops = outer + zeros + inner
    store(&evaluation) { stage in
      if case .store(let operand, let place, _) = stage { (operand, place) } else { nil }
    }
  }

  private func runRow(_ index: [Int], _ evaluation: inout NumberEvaluation) {
    for stage in nest.stages.indices {
      fold(stage, over: [nest.inner], &evaluation) { index + $0 }
    }
    for inner in 0..<nest.inner {
      evaluation.loops = index + [inner]
      store(&evaluation) { stage in
        if case .store(let operand, let place, _) = stage { (operand, place) } else { nil }
      }
    }
    evaluation.loops = index + [0]
    store(&evaluation) { stage in
      if case .storeRow(let operand, let place, _) = stage { (operand, place) } else { nil }
    }
  }

  /// Folds the value of a stage, if that is what it does.
  private func fold(
    _ stage: Int, over sizes: [Int], _ evaluation: inout NumberEvaluation,
    _ loops: ([Int]) -> [Int]
  ) {
    guard case .reduce(let function, let value) = nest.stages[stage] else { return }
    let dtype = nest.body[value].dtype
    var total = Number(function.identity, as: dtype)
    forEachIndex(of: sizes) { index in
      evaluation.loops = loops(index)
      evaluation.run(needed[stage])
      total = function.function.number(total, evaluation.numbers[value.id], Number(), dtype)
    }
    evaluation.reductions.append(total)
  }

  /// Runs the stages that have a target here; all values are computed before any is stored.
  private func store(
    _ evaluation: inout NumberEvaluation, _ target: (Stage) -> (operand: Int, place: Affine)?
  ) {
    var pending: [(value: Number, operand: Int, place: Int)] = []
    for (stage, needed) in zip(nest.stages, needed) {
      guard let (operand, place) = target(stage) else { continue }
      evaluation.run(needed)
      let number = evaluation.numbers[stage.value.id]
      pending.append((number, operand, place.value(at: evaluation.loops)))
    }
    for (value, operand, place) in pending {
      value.store(evaluation.operands[operand], operandTypes[operand], at: place)
    }
  }
}

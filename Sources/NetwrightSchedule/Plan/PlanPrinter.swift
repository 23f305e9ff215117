import NetwrightIR
import NetwrightTensor

/// Prints a scheduled program for people: memory, kernels, and the calls of each step.
package enum PlanPrinter {
  /// - Parameter evaluationAlone: leaves out what only a training step needs.
  package static func text(of plan: ProgramPlan, evaluationAlone: Bool = false) -> String {
    let called = Set(plan.evaluation.calls.map(\.function))
    var lines = [
      "program \(plan.name): \(plan.arenaBytes) bytes, \(plan.operationCount) operations", "",
    ]
    lines.append("memory")
    for (number, buffer) in plan.buffers.enumerated() {
      if evaluationAlone, buffer.lifetime?.mode == "train" { continue }
      lines.append(
        "  #\(number) @\(buffer.offset) \(buffer.type) \(storage(buffer)) \(buffer.name)")
    }
    for (number, function) in plan.functions.enumerated() {
      if evaluationAlone, !called.contains(number) { continue }
      lines += ["", "kernel \(function.name)"]
      for (number, operand) in function.kernel.operands.enumerated() {
        lines.append("  operand \(number): \(operand.type) \(operand.access.rawValue)")
      }
      lines += form(function.kernel.form).map { "  " + $0 }
    }
    if let training = plan.training, !evaluationAlone {
      lines += ["", "train"] + items(training.items, plan)
    }
    lines += ["", "evaluate"] + items(plan.evaluation.items, plan)
    return lines.joined(separator: "\n") + "\n"
  }

  private static func storage(_ buffer: PlannedBuffer) -> String {
    switch buffer.storage {
    case .persistent(let role), .input(let role): role.rawValue
    case .scratch: "scratch"
    }
  }

  private static func items(
    _ items: [StepItem], _ plan: ProgramPlan, indent: String = "  "
  ) -> [String] {
    items.flatMap { item -> [String] in
      switch item {
      case .call(let call):
        let operands = call.operands.map(place).joined(separator: ", ")
        let name = plan.functions[call.function].name
        let line = "\(indent)\(name)(\(operands))  // \(call.title)"
        return call.barrierBefore ? ["\(indent)barrier", line] : [line]
      case .loop(let loop):
        let head = "\(indent)loop \(loop.count)\(loop.reversed ? " reversed" : "")"
        return [head] + Self.items(loop.items, plan, indent: indent + "  ")
      }
    }
  }

  /// `#7`, `#7 + 64`, `#7 + 64 + 8*t0`.
  private static func place(_ place: OperandPlace) -> String {
    let offset = place.offset == 0 ? "" : " + \(place.offset)"
    let moves = place.strides.enumerated().filter { $0.element != 0 }
    return "#\(place.buffer)\(offset)" + moves.map { " + \($0.element)*t\($0.offset)" }.joined()
  }

  private static func form(_ form: KernelForm) -> [String] {
    switch form {
    case .loops(let nests, let separated):
      return nests.flatMap { nest($0) + (separated ? ["barrier"] : []) }
    case .skeleton(let skeleton, let reads, let epilogue):
      return ["\(name(skeleton)) of \(list(reads))"] + nest(epilogue)
    case .whole(let skeleton, let reads, let writes):
      return ["\(name(skeleton)) of \(list(reads)) into \(list(writes))"]
    }
  }

  private static func list(_ operands: [Int]) -> String {
    operands.map(\.description).joined(separator: ", ")
  }

  private static func name(_ skeleton: Skeleton) -> String {
    switch skeleton {
    case .contraction(let form):
      return "contraction \(form.batches)×\(form.rows)×\(form.columns)×\(form.depth)"
        + (form.transposeLeft ? " left transposed" : "")
        + (form.transposeRight ? " right transposed" : "")
        + (form.rightIsPacked ? " right packed" : "")
    case .convolution(let kind, let g):
      return "convolution \(kind.rawValue) \(g.batch)×\(g.height)×\(g.width)×\(g.channels)"
        + " filters \(g.kernelHeight)×\(g.kernelWidth)×\(g.filters)"
    case .pool(_, let g): return "pool \(g.windowHeight)×\(g.windowWidth)"
    case .poolGradient(_, let g): return "pool gradient \(g.windowHeight)×\(g.windowWidth)"
    case .gatherRows(let count, let entries, let width):
      return "gather \(count) rows of \(entries)×\(width)"
    case .scatterAddRows(let count, let entries, let width):
      return "scatter-add \(count) rows into \(entries)×\(width)"
    case .attention(let g): return "attention \(size(g))"
    case .attentionGradient(let g): return "attention gradient \(size(g))"
    case .packRight(let depth, let columns, let transposed):
      return "pack \(depth)×\(columns)\(transposed ? " transposed" : "")"
    case .reduction(let function, let axes): return "\(function.rawValue) over \(axes)"
    case .assembly: return "assembly"
    }
  }

  private static func size(_ g: AttentionGeometry) -> String {
    "\(g.batch)×\(g.heads)×\(g.positions)×\(g.headWidth)" + (g.isCausal ? " causal" : "")
  }

  private static func nest(_ nest: LoopNest) -> [String] {
    let loops = (nest.outer + nest.reduced + [nest.inner]).map(\.description)
    var lines = ["\(nest.kind.rawValue) \(loops.joined(separator: " × "))"]
    for (number, step) in nest.body.steps.enumerated() {
      lines.append("  %\(number) = \(instruction(step.instruction)) : \(step.dtype.rawValue)")
    }
    for stage in nest.stages {
      switch stage {
      case .reduce(let function, let value):
        lines.append("  reduce \(function.rawValue) %\(value.id)")
      case .store(let operand, let place, let value):
        lines.append("  store \(operand)[\(affine(place))] = %\(value.id)")
      case .storeRow(let operand, let place, let value):
        lines.append("  store row \(operand)[\(affine(place))] = %\(value.id)")
      case .storeInSweep(let operand, let place, let value):
        lines.append("  store in sweep \(operand)[\(affine(place))] = %\(value.id)")
      }
    }
    return lines
  }

  private static func instruction(_ instruction: Instruction) -> String {
    switch instruction {
    case .constant(let number): "\(number)"
    case .load(let operand, let place): "load \(operand)[\(affine(place))]"
    case .apply(let function, let operands):
      "\(function.rawValue) \(operands.map { "%\($0.id)" }.joined(separator: ", "))"
    case .convert(let operand): "convert %\(operand.id)"
    case .reduction(let number): "reduction \(number)"
    case .accumulator: "accumulator"
    case .index(let place): "index \(affine(place))"
    case .random(let stream, _, _, let place): "random \(stream) \(affine(place))"
    }
  }

  private static func affine(_ place: Affine) -> String {
    var terms = place.coefficients.enumerated().filter { $0.element != 0 }.map { loop, factor in
      factor == 1 ? "i\(loop)" : "\(factor)*i\(loop)"
    }
    if place.offset != 0 || terms.isEmpty { terms.append("\(place.offset)") }
    return terms.joined(separator: " + ")
  }
}

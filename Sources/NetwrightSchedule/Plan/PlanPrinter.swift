import NetwrightIR
import NetwrightTensor

/// Prints a scheduled program for people: memory, kernels, and the calls of each step.
package enum PlanPrinter {
  package static func text(of plan: ProgramPlan) -> String {
    var lines = [
      "program \(plan.name): \(plan.arenaBytes) bytes, \(plan.operationCount) operations", "",
    ]
    lines.append("memory")
    for (number, buffer) in plan.buffers.enumerated() {
      lines.append(
        "  #\(number) @\(buffer.offset) \(buffer.type) \(storage(buffer)) \(buffer.name)")
    }
    for function in plan.functions {
      lines += ["", "kernel \(function.name)"]
      for (number, operand) in function.kernel.operands.enumerated() {
        lines.append("  operand \(number): \(operand.type) \(operand.access.rawValue)")
      }
      lines += form(function.kernel.form).map { "  " + $0 }
    }
    if let training = plan.training { lines += ["", "train"] + calls(training, plan) }
    lines += ["", "evaluate"] + calls(plan.evaluation, plan)
    return lines.joined(separator: "\n") + "\n"
  }

  private static func storage(_ buffer: PlannedBuffer) -> String {
    switch buffer.storage {
    case .persistent(let role), .input(let role): role.rawValue
    case .scratch: "scratch"
    }
  }

  private static func calls(_ step: StepPlan, _ plan: ProgramPlan) -> [String] {
    step.calls.flatMap { call -> [String] in
      let operands = call.buffers.map { "#\($0)" }.joined(separator: ", ")
      let line = "  \(plan.functions[call.function].name)(\(operands))  // \(call.title)"
      return call.barrierBefore ? ["  barrier", line] : [line]
    }
  }

  private static func form(_ form: KernelForm) -> [String] {
    switch form {
    case .loops(let nests, let separated):
      return nests.flatMap { nest($0) + (separated ? ["barrier"] : []) }
    case .skeleton(let skeleton, let reads, let epilogue):
      return ["\(name(skeleton)) of \(reads.map { "\($0)" }.joined(separator: ", "))"]
        + nest(epilogue)
    case .whole(let skeleton, let reads, let write):
      return ["\(name(skeleton)) of \(reads.map { "\($0)" }.joined(separator: ", ")) into \(write)"]
    }
  }

  private static func name(_ skeleton: Skeleton) -> String {
    switch skeleton {
    case .contraction(let form):
      return "contraction \(form.batches)×\(form.rows)×\(form.columns)×\(form.depth)"
        + (form.transposeLeft ? " left transposed" : "")
        + (form.transposeRight ? " right transposed" : "")
    case .convolution(let kind, let g):
      return "convolution \(kind.rawValue) \(g.batch)×\(g.height)×\(g.width)×\(g.channels)"
        + " filters \(g.kernelHeight)×\(g.kernelWidth)×\(g.filters)"
    case .pool(_, let g): return "pool \(g.windowHeight)×\(g.windowWidth)"
    case .poolGradient(_, let g): return "pool gradient \(g.windowHeight)×\(g.windowWidth)"
    case .gatherRows(let count, let entries, let width):
      return "gather \(count) rows of \(entries)×\(width)"
    case .scatterAddRows(let count, let entries, let width):
      return "scatter-add \(count) rows into \(entries)×\(width)"
    case .reduction(let function, let axes): return "\(function.rawValue) over \(axes)"
    case .assembly: return "assembly"
    }
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

import NetwrightIR
import NetwrightOps
import NetwrightTensor

/// Maps fused graphs to a program: one kernel for each node, barriers, memory.
package enum Scheduler {
  /// - Parameters:
  ///   - training: the optimized graph of a training step, if there is one.
  ///   - evaluation: the optimized graph of an evaluation.
  ///   Inputs of the same name are the same tensor in both.
  package static func plan(
    name: String, training: Graph?, evaluation: Graph
  ) throws(LoweringFailure) -> ProgramPlan {
    var buffers = BufferTable()
    for graph in [training, evaluation] {
      if let graph { buffers.addInputs(of: graph) }
    }
    var library = KernelLibrary()
    var trainingStep: StepPlan?
    if let training {
      var step = StepScheduler(training, mode: "train", buffers: buffers)
      trainingStep = try step.run(&library)
      buffers = step.buffers
    }
    var step = StepScheduler(evaluation, mode: "evaluate", buffers: buffers)
    let evaluationStep = try step.run(&library)
    buffers = step.buffers
    let memory = MemoryPlanner.place(buffers)
    return ProgramPlan(
      name: name, functions: library.functions, buffers: memory.buffers, training: trainingStep,
      evaluation: evaluationStep, arenaBytes: memory.bytes, liveBytes: memory.liveBytes,
      operationCount: OperationCount.of(training ?? evaluation))
  }
}

/// Floating-point operations that a graph stands for.
package enum OperationCount {
  package static func of(_ graph: Graph) -> Int {
    graph.nodes.reduce(0) { total, node in
      let regions = node.regions.reduce(0) { saturatingSum($0, of($1)) }
      let turns = (node.op as? Scan)?.length.constant ?? 1
      let all = saturatingProduct([regions, turns])
      return saturatingSum(total, saturatingSum(of(node, in: graph), all))
    }
  }

  private static func of(_ node: Node, in graph: Graph) -> Int {
    node.op.operationCount(
      inputs: node.inputs.map { graph.type(of: $0) },
      results: node.results.map { graph.type(of: $0) })
  }
}

/// `a + b` of counts, `Int.max` where that is too large.
package func saturatingSum(_ a: Int, _ b: Int) -> Int {
  let (sum, overflow) = a.addingReportingOverflow(b)
  return overflow ? .max : sum
}

/// Distinct kernels, each with a name of its own.
struct KernelLibrary {
  private(set) var functions: [KernelFunction] = []
  private var known: [Kernel: Int] = [:]
  private var names: Set<String> = []

  /// The number of the function that runs this kernel; `title` names a new one.
  mutating func add(_ kernel: Kernel, title: String) -> Int {
    if let number = known[kernel] { return number }
    let number = functions.count
    known[kernel] = number
    functions.append(KernelFunction(name: uniqueName(title), kernel: kernel))
    return number
  }

  private mutating func uniqueName(_ title: String) -> String {
    let base = lowerCamelCase(title)
    var name = base
    var suffix = 2
    while !names.insert(name.lowercased()).inserted {
      name = "\(base)_\(suffix)"
      suffix += 1
    }
    return name
  }
}

/// Letters and digits of a title as one identifier: `dense_1: contraction + relu` →
/// `dense1ContractionRelu`.
func lowerCamelCase(_ title: String) -> String {
  var result = ""
  var startsWord = false
  for scalar in title.unicodeScalars {
    guard scalar.isASCII, scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) else {
      startsWord = !result.isEmpty
      continue
    }
    let letter = String(scalar)
    result += startsWord ? letter.uppercased() : result.isEmpty ? letter.lowercased() : letter
    startsWord = false
  }
  let digits = result.unicodeScalars.first.map { ("0"..."9").contains($0) } ?? true
  return digits ? "kernel\(result)" : result
}

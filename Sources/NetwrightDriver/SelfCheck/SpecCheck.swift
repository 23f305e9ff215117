import NetwrightFrontend
import NetwrightIR
import NetwrightPasses
import NetwrightRuntime
import NetwrightSchedule
import NetwrightSelfCheck
import NetwrightTensor

/// A spec in every engine: the program as it is trained, and the same with its gradients exposed.
package struct SpecCheck {
  package let check: SelfCheck
  private let exposed: Compilation
  private let asTrained: Compilation
  private let options: SelfCheckCommand.Options

  /// What the engines hold for each byte of the arena: the evaluator of kernels a number of eight
  /// bytes, the interpreted plan the byte itself; the rest is for the tensors of the interpreter.
  private static let bytesPerArenaByte = 12

  package init(_ spec: CheckedSpec, _ options: SelfCheckCommand.Options) throws {
    self.options = options
    let selection = options.passes.selection
    let exposed = Compilation(spec, passes: selection, exposesGradients: true)
    self.exposed = exposed
    asTrained = Compilation(spec, passes: selection)
    let graph = try exposed.complete(.training)
    let bytes = try exposed.plan().arenaBytes
    try MemoryLimit.require(
      bytes: bytes > 1 << 56 ? .max : bytes * Self.bytesPerArenaByte,
      chosen: options.maximumMemory)
    let operations = max(OperationCount.of(graph), 1)
    let samples = options.samples ?? max(6, min(48, 200_000_000 / operations))
    let source = StepSource(try exposed.decomposed(.training)) { try exposed.differentiated($0) }
    check = try SelfCheck(
      source, SpecInputs.make(for: graph, spec, seed: options.seed), passes: selection,
      samples: samples, seed: options.seed)
  }

  /// One row for each engine.
  package func rows(_ session: Session) throws -> [SelfCheck.Row] {
    var rows = try check.rows()
    let (plan, optimized) = (try asTrained.plan(), try asTrained.optimized(.training))
    rows.append(try check.kernels(plan, of: optimized, .kernelsAsTrained))
    rows.append(try check.interpretedPlan(plan, of: optimized, .fastAsTrained))
    return rows + (try compiledRows(session))
  }

  private func compiledRows(_ session: Session) throws -> [SelfCheck.Row] {
    var row = SelfCheck.Row(.compiled)
    guard options.compiles else {
      row.note = "skipped: --no-compile"
      return [row]
    }
    guard let toolchain = Toolchain.find() else {
      row.note = "skipped: no Swift toolchain on the path"
      return [row]
    }
    let progress = BuildProgress(isQuiet: session.format == .json)
    return try [(exposed, SelfCheck.Row.Engine.compiled), (asTrained, .compiledAsTrained)].map {
      let program = try CompiledProgram.make(
        $0, specName: "spec.yaml", toolchain: toolchain, progress: progress)
      let engine = CompiledSteps(program, of: check.graph, seed: options.seed)
      let record = try engine.run(check.inputs, givesGradients: $1.givesGradients)
      let comparison = check.compare(record, givesGradients: $1.givesGradients)
      var row = SelfCheck.Row($1, comparison)
      if !row.agrees { row.culprit = .emission }
      return row
    }
  }
}

/// Seeded data and weights of a spec.
package enum SpecInputs {
  /// Initial values, moved a little, so that no zero hides a fault; data in [-1, 1), targets in
  /// [0, 1], integers below their bounds.
  package static func make(for graph: Graph, _ spec: CheckedSpec, seed: UInt64) -> StepInputs {
    let infos = Dictionary(
      (spec.parameters + spec.states).map { ($0.name, $0) },
      uniquingKeysWith: { first, _ in first })
    let declared = Dictionary(
      (spec.inputs + spec.targets).map { ($0.name, $0.bound) },
      uniquingKeysWith: { first, _ in first })
    let targets = Set(spec.targets.map(\.name))
    var inputs = StepInputs(state: [:], batches: [[:], [:]])
    for input in graph.inputs {
      let type = graph.type(of: input.value)
      switch input.role {
      case .step, .seed:
        for step in 0..<2 {
          let number = input.role == .step ? Double(step + 1) : Double(seed)
          inputs.batches[step][input.name] = Buffer(scalar: number)
        }
      case .data:
        for step in 0..<2 {
          let key = StableHash.key(seed: seed, name: "\(input.name)@\(step)")
          inputs.batches[step][input.name] = batch(
            type, bound: declared[input.name] ?? nil, isTarget: targets.contains(input.name), key)
        }
      default:
        let initializer = infos[input.name].map { RuntimePlans.initializer($0.initializer) }
        inputs.state[input.name] = initial(
          type, initializer ?? .zeros, moves: input.role == .parameter,
          StableHash.key(seed: seed, name: input.name))
      }
    }
    return inputs
  }

  private static func batch(
    _ type: TensorType, bound: Int?, isTarget: Bool, _ key: UInt64
  ) -> Buffer<Double> {
    var numbers = SeededNumbers(key)
    let elements = (0..<type.elementCount).map { _ -> Double in
      if let bound { return Double(numbers.below(bound)) }
      guard type.dtype.isFloat else { return Double(numbers.below(2)) }
      let number = numbers.number()
      return isTarget ? number.magnitude : number
    }
    return Buffer(sizes: type.sizes, elements: elements)
  }

  private static func initial(
    _ type: TensorType, _ initializer: Initializer, moves: Bool, _ key: UInt64
  ) -> Buffer<Double> {
    var values = [Float](repeating: 0, count: type.elementCount)
    values.withUnsafeMutableBufferPointer { initializer.fill(into: $0, key: key) }
    var numbers = SeededNumbers(key)
    let elements = values.map { value in
      moves ? Double(value + Float(numbers.number()) / 32) : Double(value)
    }
    return Buffer(sizes: type.sizes, elements: elements)
  }
}

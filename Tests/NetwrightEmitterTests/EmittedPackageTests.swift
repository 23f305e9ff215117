import NetwrightEmitter
import NetwrightSchedule
import NetwrightTensor
import Testing

/// Emitted packages are built and run, and their results held against the evaluator of kernel IR.
@Suite(.serialized) struct EmittedPackageTests {
  @Test("emitted kernels of every form give what kernel IR means, for any number of threads")
  func kernels() throws {
    let plan = SamplePlans.everything()
    let request = SamplePlans.request(plan, runtime: .embedded(embeddedRuntime))
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    var files = try Emitter.emit(request)
    let main = try #require(files.firstIndex { $0.path.hasSuffix("main.swift") })
    files[main] = EmittedFile(path: files[main].path, text: try CheckProgram.main(plan))
    try PackageWriter(root: folder.path).write(files)
    #expect(try PackageWriter(root: folder.path).check(files) == [])
    let built = try Process.run(["swift", "build", "-c", "release", "--package-path", folder.path])
    try #require(built.status == 0, "\(built.output)")
    let program = "\(folder.path)/.build/release/\(CheckProgram.executable(plan))"
    let alone = try Process.run([program, "1"])
    let shared = try Process.run([program, "3"])
    #expect(alone.status == 0 && alone.output == shared.output)
    try expectClose(CheckProgram.parse(alone.output), plan)
  }

  private func expectClose(_ found: [String: [Double]], _ plan: ProgramPlan) throws {
    var evaluator = KernelEvaluator(plan)
    for (number, buffer) in plan.buffers.enumerated() where buffer.storage != .scratch {
      evaluator.write(buffer.name, CheckProgram.values(number, buffer))
    }
    evaluator.run(plan.evaluation)
    for (name, buffer) in plan.evaluation.outputs {
      let expected = evaluator.read(buffer)
      let actual = try #require(found[name])
      #expect(actual.count == expected.count)
      let worst = zip(actual, expected).map { abs($0 - $1) / max(1, abs($1)) }.max() ?? 0
      #expect(worst < 2e-5, "\(plan.name).\(name): off by \(worst)")
      #expect(!actual.contains { $0.isNaN }, "\(name)")
    }
  }
}

/// A `main` that fills a program with known numbers, evaluates once and prints every output.
enum CheckProgram {
  static func executable(_ plan: ProgramPlan) -> String { "\(plan.name)-train" }

  /// What a tensor holds before the run; the emitted `main` computes the same.
  static func values(_ number: Int, _ buffer: PlannedBuffer) -> [Double] {
    switch buffer.storage {
    case .input(.step), .input(.seed): return [5]
    case .input: return (0..<buffer.type.elementCount).map { Double($0 * 3 % 5) }
    default:
      return (0..<buffer.type.elementCount).map { element in
        Double(Float((element * 7919 + number * 104_729) % 2003) / 1001 - 1)
      }
    }
  }

  static func main(_ plan: ProgramPlan) throws -> String {
    let type = plan.name.prefix(1).uppercased() + plan.name.dropFirst()
    var fills = ""
    var slot = 0
    var input = 0
    for (number, buffer) in plan.buffers.enumerated() {
      switch buffer.storage {
      case .persistent:
        fills += """
          program.withTensor(\(slot)) { values in
            for e in values.indices {
              values[e] = Float((e * 7919 + \(number) * 104_729) % 2003) / 1001 - 1
            }
          }

          """
        slot += 1
      case .input(.data):
        let element = buffer.type.dtype == .i32 ? "Int32" : "Float"
        fills += """
          do {
            let values = program.input(\(input)).assumingMemoryBound(to: \(element).self)
            for e in 0..<\(buffer.type.elementCount) { values[e] = \(element)(e * 3 % 5) }
          }

          """
        input += 1
      default: break
      }
    }
    return """
      import \(type)
      import NetwrightData
      import NetwrightRuntime

      let program = \(type)Program(threads: CommandLine.arguments.last == "3" ? 3 : 1)
      _ = program.trainStep(step: 5, seed: 5)
      \(fills)
      program.evaluateStep()
      for (index, output) in program.outputs.enumerated() {
        let values = UnsafeBufferPointer(
          start: program.output(index), count: output.shape.reduce(1, *))
        print(output.name, values.map { String($0.bitPattern) }.joined(separator: " "))
      }
      """
  }

  static func parse(_ text: String) -> [String: [Double]] {
    var result: [String: [Double]] = [:]
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ")
      guard let name = words.first else { continue }
      result[String(name)] = words.dropFirst().compactMap {
        UInt32($0).map { Double(Float(bitPattern: $0)) }
      }
    }
    return result
  }
}

import NetwrightDiagnostics
import NetwrightDriver
import NetwrightFrontend
import NetwrightSchedule
import NetwrightSyntax
import NetwrightTensor
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The memory plans of the benchmark's specs.
@Suite struct ArenaTests {
  static let root = String(
    #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
      .joined(separator: "/"))

  static let paths: [String] = {
    guard let directory = opendir("\(root)/specs/bench") else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.hasSuffix(".yaml") { names.append("specs/bench/\(name)") }
    }
    return names.sorted()
  }()

  private func plan(_ path: String, batch: Int? = nil) throws -> ProgramPlan {
    let file = try SourceReader.read(path: "\(Self.root)/\(path)")
    let overrides = batch.map { [Override(path: "dims.batch", value: "\($0)")] } ?? []
    let bag = DiagnosticBag()
    let spec = try #require(Frontend.check(file: file, overrides: overrides, into: bag))
    return try Compilation(spec).plan()
  }

  @Test("the arena is at most 1.15 times what lives at once", arguments: paths)
  func size(path: String) throws {
    let plan = try plan(path)
    #expect(plan.arenaBytes * 100 <= plan.liveBytes * 115, "\(plan.arenaBytes), \(plan.liveBytes)")
    #expect(plan.arenaBytes >= plan.liveBytes)
  }

  @Test("no two buffers that live at once share a byte", arguments: paths)
  func overlaps(path: String) throws {
    let plan = try plan(path)
    for mode in ["train", "evaluate"] {
      let live = plan.buffers.filter { $0.storage != .scratch || $0.lifetime?.mode == mode }
        .map { ($0, ($0.lifetime?.first ?? 0)...($0.lifetime?.last ?? Int.max)) }
      var faults: [String] = []
      for (index, (buffer, lifetime)) in live.enumerated() {
        for (other, otherLifetime) in live[..<index] {
          let both = buffer.storage == .scratch && other.storage == .scratch
          guard !both || lifetime.overlaps(otherLifetime) else { continue }
          let apart =
            buffer.offset + buffer.type.byteCount <= other.offset
            || other.offset + other.type.byteCount <= buffer.offset
          if !apart { faults.append("\(buffer.name) and \(other.name)") }
        }
      }
      #expect(faults == [])
    }
  }

  /// Each buffer is filled with small numbers; training twice goes through all that persists.
  private func run(_ plan: ProgramPlan, poisonsFreed: Bool) -> [[UInt64]] {
    var evaluator = KernelEvaluator(plan)
    for (number, buffer) in plan.buffers.enumerated() where buffer.storage != .scratch {
      let isFloat = buffer.type.dtype.isFloat
      evaluator.write(
        buffer.name,
        (0..<buffer.type.elementCount).map { index -> Double in
          if buffer.storage == .input(.step) { return 1 }
          return isFloat ? Double((index * 7 + number) % 19) / 64 : Double(index % 2)
        })
    }
    for step in [plan.training, plan.training, plan.evaluation].compactMap({ $0 }) {
      evaluator.run(step, poisonsFreed: poisonsFreed)
    }
    let kept =
      plan.buffers.indices.filter { plan.buffers[$0].storage != .scratch }
      + plan.evaluation.outputs.map(\.buffer)
    return kept.map { evaluator.read($0).map(\.bitPattern) }
  }

  @Test("poisoning memory when its time is over changes no bit", arguments: paths)
  func poison(path: String) throws {
    let plan = try plan(path, batch: 1)
    // The evaluator goes element by element.
    guard plan.operationCount < 300_000_000 else { return }
    let plain = run(plan, poisonsFreed: false)
    #expect(run(plan, poisonsFreed: true) == plain)
    #expect(plain.joined().allSatisfy { !Double(bitPattern: $0).isNaN })
  }

  @Test("there are specs")
  func exist() { #expect(Self.paths.count >= 5) }
}

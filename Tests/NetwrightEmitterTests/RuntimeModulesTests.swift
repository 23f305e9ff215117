import NetwrightEmitter
import Testing

/// What a package holds of the runtime, and what a profiled one has beside.
@Suite struct RuntimeModulesTests {
  private func paths(data: Bool, profiled: Bool) throws -> [String] {
    let modules = [
      "CNetwrightVector/a.c", "CZlib/shim.h", "NetwrightData/A.swift", "NetwrightKernels/A.swift",
      "NetwrightProfile/A.swift", "NetwrightRandom/A.swift", "NetwrightRuntime/A.swift",
      "NetwrightSweeps/A.swift",
    ]
    let runtime = modules.map {
      EmittedFile(path: "Sources/\($0)", text: "public func contraction() {}\n")
    }
    var request = SamplePlans.request(SamplePlans.dense(), runtime: .embedded(runtime))
    if !data { request.data = nil }
    request.isProfiled = profiled
    return try Emitter.emit(request).map(\.path)
  }

  private func runtime(_ paths: [String]) -> [String] {
    paths.filter { $0.hasPrefix("Sources/Netwright") || $0.hasPrefix("Sources/C") }
      .map { String($0.split(separator: "/")[1]) }
  }

  @Test("a package with data has all but the profile")
  func withData() throws {
    #expect(
      runtime(try paths(data: true, profiled: false)) == [
        "CNetwrightVector", "CZlib", "NetwrightData", "NetwrightKernels", "NetwrightRandom",
        "NetwrightRuntime", "NetwrightSweeps",
      ])
  }

  @Test("a package without data compiles no readers")
  func withoutData() throws {
    #expect(
      runtime(try paths(data: false, profiled: false)) == [
        "CNetwrightVector", "NetwrightKernels", "NetwrightRandom", "NetwrightRuntime",
        "NetwrightSweeps",
      ])
  }

  @Test("kernels are embedded where the package uses them, or all kernels are wanted")
  func unusedKernels() throws {
    let folder = "Sources/NetwrightKernels"
    let sources = [
      EmittedFile(
        path: "\(folder)/A.swift", text: "public func contraction() { pack() }\n"),
      EmittedFile(path: "\(folder)/B.swift", text: "func pack() {}\n"),
      EmittedFile(path: "\(folder)/C.swift", text: "func unpack() { pack() }\n"),
    ]
    var request = SamplePlans.request(SamplePlans.dense(), runtime: .embedded(sources))
    func kernels() throws -> [String] {
      try Emitter.emit(request).map(\.path).filter { $0.hasPrefix(folder) }
    }
    #expect(try kernels() == ["\(folder)/A.swift", "\(folder)/B.swift"])
    request.embedsAllKernels = true
    #expect(try kernels() == ["\(folder)/A.swift", "\(folder)/B.swift", "\(folder)/C.swift"])
  }

  @Test("a module depends on those that its embedded files import")
  func dependencies() throws {
    func manifest(_ text: String) throws -> String {
      let source = EmittedFile(path: "Sources/NetwrightKernels/A.swift", text: text)
      let request = SamplePlans.request(SamplePlans.dense(), runtime: .embedded([source]))
      return try Emitter.emit(request).first { $0.path == "Package.swift" }?.text ?? ""
    }
    let plain = "name: \"NetwrightKernels\", dependencies: []"
    #expect(try manifest("public func contraction() {}\n").contains(plain))
    let random = "import NetwrightRandom\npublic func contraction() {}\n"
    #expect(!(try manifest(random).contains(plain)))
  }

  @Test("only a profiled package has laps")
  func profiled() throws {
    let plain = try paths(data: false, profiled: false)
    let profiled = try paths(data: false, profiled: true)
    #expect(
      Set(profiled).subtracting(plain) == [
        "Sources/NetwrightProfile/A.swift", "Sources/Tiny/Profile.swift",
        "Sources/Tiny/TinyProgram+Profile.swift",
      ])
  }

  @Test("a profiled step has a lap behind every call and no other barriers")
  func laps() throws {
    var request = SamplePlans.request(SamplePlans.dense())
    request.isProfiled = true
    let plan = request.plan.training ?? request.plan.evaluation
    let file = try Emitter.emit(request).first { $0.path == "Sources/Tiny/Profile.swift" }
    let text = try #require(file?.text)
    let laps = text.split(separator: "\n").filter { $0.contains("laps.end(") }
    #expect(laps.map { $0.trimmed } == plan.calls.indices.map { "laps.end(\($0), part)" })
    #expect(!text.contains("part.barrier()"))
  }
}

extension Substring {
  fileprivate var trimmed: String { String(drop { $0 == " " }) }
}

import NetwrightEmitter
import NetwrightSchedule
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Emitted text, byte for byte. `BLESS=1` rewrites the goldens, and fails.
@Suite struct GoldenTests {
  @Test("emitted packages are what the goldens hold", arguments: ["tiny", "loops", "skeletons"])
  func goldens(name: String) throws {
    let plan =
      switch name {
      case "tiny": SamplePlans.dense()
      case "loops": SamplePlans.loops()
      default: SamplePlans.skeletons()
      }
    let files = try Emitter.emit(SamplePlans.request(plan))
    // The plain package whole, of the others what differs.
    let kept = name == "tiny" ? files : files.filter { $0.path.hasSuffix("Kernels.swift") }
    let text = kept.map { "==== \($0.path)\n\($0.text)" }.joined()
    let path = golden(name)
    if getenv("BLESS") != nil {
      try #require(fopen(path, "wb")).write(text)
      Issue.record("wrote \(path)")
      return
    }
    #expect(text == (try contents(path)))
  }

  @Test("emission is a pure function of the request")
  func purity() throws {
    let request = SamplePlans.request(SamplePlans.loops())
    #expect(try Emitter.emit(request) == Emitter.emit(request))
  }

  @Test("no line is wider than 100 columns and no file longer than 2,000 lines")
  func bounds() throws {
    for plan in [SamplePlans.dense(), SamplePlans.loops(), SamplePlans.skeletons()] {
      for file in try Emitter.emit(SamplePlans.request(plan)) {
        let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count <= 2001)
        #expect(lines.filter { $0.count > 100 } == [], "\(file.path)")
      }
    }
  }

  private func golden(_ name: String) -> String {
    let folder = #filePath.split(separator: "/").dropLast().joined(separator: "/")
    return "/\(folder)/Goldens/\(name).txt"
  }

  private func contents(_ path: String) throws -> String {
    let file = try #require(fopen(path, "rb"))
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = fread(&chunk, 1, chunk.count, file)
      if count == 0 { break }
      bytes += chunk[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension UnsafeMutablePointer<FILE> {
  fileprivate func write(_ text: String) throws {
    defer { fclose(self) }
    guard fputs(text, self) >= 0 else { throw TestFailure("write") }
  }
}

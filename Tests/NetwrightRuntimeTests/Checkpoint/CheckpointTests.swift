import NetwrightRuntime
import Testing

@Suite struct CheckpointTests {
  private func checkpoint(_ program: LineFitProgram) -> Checkpoint {
    program.initialize(seed: 3)
    return Checkpoint(
      program: program.name, step: 12, epoch: 2, seed: .max, dataDigest: "abc", logByteCount: 7,
      tensors: Checkpoint.tensors(of: program)
        + [HostTensor(name: "statistics.x.0.mean", doubles: [1.5])])
  }

  @Test("a checkpoint survives writing and reading")
  func roundTrip() throws {
    let folder = TemporaryFolder()
    let written = checkpoint(LineFitProgram(batch: 2))
    try written.write(to: folder["c"])
    let read = try Checkpoint(path: folder["c"])
    #expect(read.tensors.sorted(by: byName) == written.tensors.sorted(by: byName))
    #expect(read.statistics.map(\.name) == ["statistics.x.0.mean"])
    var same = read
    same.tensors = written.tensors
    #expect(same == written)
  }

  @Test("every truncation and every flipped bit is refused")
  func damage() throws {
    let folder = TemporaryFolder()
    try checkpoint(LineFitProgram(batch: 2)).write(to: folder["c"])
    let whole = try folder.read("c")
    for count in 0..<whole.count {
      try folder.overwrite("d", Array(whole[..<count]))
      #expect(throws: (any Error).self) { try Checkpoint(path: folder["d"]) }
    }
    for position in whole.indices {
      for bit in 0..<8 {
        var bytes = whole
        bytes[position] ^= 1 << bit
        try folder.overwrite("d", bytes)
        #expect(throws: (any Error).self, "byte \(position), bit \(bit)") {
          try Checkpoint(path: folder["d"])
        }
      }
    }
  }

  @Test("all differences from the program are listed, and nothing is copied")
  func mismatch() throws {
    let program = LineFitProgram(batch: 2)
    var other = checkpoint(program)
    other.program = "another"
    other.tensors = try [
      #require(HostTensor(name: "w", shape: [2], floats: [7, 7])),
      #require(HostTensor(name: "seen", floats: [7])),
      #require(HostTensor(name: "extra", floats: [])),
    ]
    let error = CheckpointError.mismatch(
      path: "c",
      differences: [
        "program: expected `line_fit`, found `another`",
        "mismatched: `w` expected f32[1], found f32[2]",
        "missing: `b` f32[]",
        "missing: `w.velocity` f32[1]",
        "unexpected: `extra` f32[0]",
      ])
    #expect(throws: error) {
      try other.restore(into: program, path: "c", needsOptimizer: true)
    }
    #expect(Checkpoint.tensors(of: program).last?.floats == [0])
  }

  @Test("weights without optimizer slots suffice for evaluation only")
  func weights() throws {
    let program = LineFitProgram(batch: 2)
    var weights = checkpoint(program)
    weights.tensors.removeAll { $0.name == "w.velocity" }
    let target = LineFitProgram(batch: 2)
    try weights.restore(into: target, path: "c", needsOptimizer: false)
    #expect(Checkpoint.tensors(of: target) == Checkpoint.tensors(of: program))
    #expect(
      throws: CheckpointError.mismatch(path: "c", differences: ["missing: `w.velocity` f32[1]"])
    ) { try weights.restore(into: target, path: "c", needsOptimizer: true) }
  }
}

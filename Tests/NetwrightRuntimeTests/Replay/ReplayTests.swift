import Testing

@testable import NetwrightRuntime

@Suite struct ReplayTests {
  private let folder = TemporaryFolder()

  private func tensor(_ name: String, _ shape: [Int], _ values: [Float]) throws -> HostTensor {
    try #require(HostTensor(name: name, shape: shape, floats: values))
  }

  private func integers(_ name: String, _ shape: [Int], _ values: [Int64]) throws -> HostTensor {
    let bytes = values.withUnsafeBytes { Array($0) }
    return try #require(HostTensor(name: name, type: .i64, shape: shape, bytes: bytes))
  }

  /// x and y of three steps, as each of the three forms allows.
  private func batches(_ program: any Program) throws -> ReplayBatches {
    try ReplayBatches(
      Safetensors.Contents(tensors: [
        tensor("x", [3, 2, 1], [0, 0.5, 1, 0.25, -1, 2]), tensor("y@0", [2, 1], [1, 0]),
        tensor("y@1", [2, 1], [2, -1]), tensor("y@2", [2, 1], [0.5, 0.5]),
      ]), path: "b", inputs: program.inputs)
  }

  private func named(_ contents: Safetensors.Contents) -> [String: [Float]] {
    Dictionary(uniqueKeysWithValues: contents.tensors.map { ($0.name, $0.floats ?? []) })
  }

  @Test("three steps at once are one step and, from its state, two more")
  func resumes() throws {
    let whole = LineFitProgram(batch: 2)
    let expected = try Replay(whole, seed: 3).run(batches(whole), steps: 3)
    let first = LineFitProgram(batch: 2)
    let begun = try Replay(first, seed: 3).run(batches(first), steps: 1)
    try Safetensors.write(begun, to: folder["state"])
    let second = LineFitProgram(batch: 2)
    var replay = try Replay(second, seed: 9)
    try replay.restore(folder["state"])
    let rest = try ReplayBatches(
      Safetensors.Contents(tensors: [
        tensor("x", [2, 2, 1], [1, 0.25, -1, 2]), tensor("y", [2, 2, 1], [2, -1, 0.5, 0.5]),
      ]), path: "b", inputs: second.inputs)
    let found = replay.run(rest, steps: 2)
    #expect(found.metadata == expected.metadata)
    #expect(expected.metadata.map(\.value) == ["line_fit", "3", "3"])
    let (a, b) = (named(expected), named(found))
    for name in ["w", "b", "w.velocity", "seen"] { #expect(a[name] == b[name], "\(name)") }
    #expect(a["loss"]?.dropFirst() == b["loss"]?.dropFirst(0))
    #expect(a["loss"]?.count == 3 && b["seen"] == [6])
  }

  @Test("a tensor in the shape of the input serves every step")
  func constantBatch() throws {
    let program = LineFitProgram(batch: 2)
    let batches = try ReplayBatches(
      Safetensors.Contents(tensors: [
        tensor("x", [2, 1], [0, 1]), tensor("y", [2, 1], [1, 3]),
      ]), path: "b", inputs: program.inputs, steps: 40)
    let losses = try named(Replay(program, seed: 1).run(batches, steps: 40))["loss"] ?? []
    #expect(losses.count == 40 && losses[39] < losses[0] / 10)
  }

  @Test("every difference between batches and inputs is reported at once")
  func differences() throws {
    let slots = [
      InputSlot(name: "x", shape: [2, 3], type: .f32),
      InputSlot(name: "label", shape: [2], type: .i32, bound: 5),
      InputSlot(name: "mask", shape: [2], type: .f32),
    ]
    let contents = try Safetensors.Contents(tensors: [
      tensor("x@0", [2, 2], [0, 0, 0, 0]), integers("label", [2, 2], [0, 4, 1, 1 << 32]),
      tensor("masks", [2], [0, 0]),
    ])
    var found: [String] = []
    do { _ = try ReplayBatches(contents, path: "b", inputs: slots, steps: 2) } catch {
      if case .batches("b", let differences) = error { found = differences }
    }
    #expect(
      found == [
        "mismatched: `x@0` expected f32[2, 3], found f32[2, 2]",
        "missing: `mask` f32[2]", "unexpected: `masks` f32[2]",
        "`x` has 1 batches, expected 2", "`mask` has 0 batches, expected 2",
        "out of range: `label`, step 1, element 1: expected an integer in 0..<5, "
          + "found \(Double(Int32.min))",
      ])
  }

  @Test("indices out of range are refused with their place", arguments: [-1, 5, 1 << 33])
  func indices(_ wrong: Int64) throws {
    let slots = [InputSlot(name: "label", shape: [2], type: .i32, bound: 5)]
    for place in 0..<4 {
      var values: [Int64] = [0, 4, 3, 2]
      values[place] = wrong
      let contents = try Safetensors.Contents(tensors: [integers("label", [2, 2], values)])
      #expect(throws: ReplayError.self) {
        try ReplayBatches(contents, path: "b", inputs: slots)
      }
    }
    let fine = try Safetensors.Contents(tensors: [integers("label", [2, 2], [0, 4, 3, 2])])
    #expect(try ReplayBatches(fine, path: "b", inputs: slots).steps == 2)
  }

  @Test("batches without elements do not multiply")
  func emptyBatches() throws {
    let slots = [InputSlot(name: "x", shape: [2, 0], type: .f32)]
    let many = try Safetensors.Contents(tensors: [tensor("x", [1 << 40, 2, 0], [])])
    #expect(try ReplayBatches(many, path: "b", inputs: slots).steps == 1)
    let none = try Safetensors.Contents(tensors: [tensor("x", [0, 2, 0], [])])
    #expect(try ReplayBatches(none, path: "b", inputs: slots).steps == 0)
  }

  @Test("state of another program, of another shape, or with odd metadata is refused")
  func hostileState() throws {
    let program = LineFitProgram(batch: 2)
    let good = try Replay(program, seed: 3).run(batches(program), steps: 1)
    func refusal(_ change: (inout Safetensors.Contents) throws -> Void) throws -> (any Error)? {
      var contents = good
      try change(&contents)
      try Safetensors.write(contents, to: folder["state"])
      var replay = try Replay(LineFitProgram(batch: 2), seed: 3)
      do { try replay.restore(folder["state"]) } catch { return error }
      return nil
    }
    #expect(try refusal { _ in } == nil)
    #expect(try refusal { $0.metadata = [] } == nil)
    #expect(try refusal { $0.tensors.removeAll { $0.name == "w.velocity" } } == nil)
    #expect(try refusal { $0.metadata = [.init("program", "other")] } is CheckpointError)
    #expect(try refusal { $0.tensors.removeAll { $0.name == "w" } } is CheckpointError)
    #expect(try refusal { try $0.tensors.append(tensor("v", [1], [0])) } is CheckpointError)
    for step in ["-1", "x", "", "9223372036854775808"] {
      #expect(try refusal { $0.metadata = [.init("step", step)] } is ReplayError)
    }
    #expect(try refusal { $0.metadata += [.init("version", "1"), .init("digest", "0")] } != nil)
  }

  @Test("a checkpoint of a run serves as state")
  func checkpoint() throws {
    let program = LineFitProgram(batch: 2)
    program.initialize(seed: 5)
    let statistics = HostTensor(name: "statistics.x.mean", doubles: [1])
    try Checkpoint(
      program: program.name, step: 7, epoch: 2, seed: 5,
      tensors: Checkpoint.tensors(of: program) + [statistics]
    ).write(to: folder["checkpoint"])
    let other = LineFitProgram(batch: 2)
    var replay = try Replay(other, seed: 1)
    try replay.restore(folder["checkpoint"])
    let found = try replay.run(batches(other), steps: 2)
    #expect(found.metadata.map(\.value) == ["line_fit", "9", "5"])
  }
}

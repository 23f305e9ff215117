import NetwrightRuntime
import Testing

@Suite struct PredictorTests {
  @Test("any number of rows is predicted, also more or fewer than a batch")
  func rows() throws {
    let (program, folder) = (LineFitProgram(batch: 4), TemporaryFolder())
    let predictor = try predictor(program, folder)
    for count in [0, 1, 4, 11] {
      let x = (0..<count).map { Float($0) }
      #expect(try predictor.predict(.f32(x)) == [x.map { 3 * $0 + 1 }])
    }
  }

  @Test("sizes and types are checked before anything runs")
  func faults() throws {
    let (program, folder) = (LineFitProgram(batch: 4), TemporaryFolder())
    let predictor = try predictor(program, folder)
    #expect(throws: PredictionError.type(input: "x", expected: .f32, found: .i32)) {
      try predictor.predict(.i32([1]))
    }
    let both = try self.predictor(program, folder, inputs: [0, 1])
    #expect(throws: PredictionError.size(input: "y", expected: 2, found: 3)) {
      try both.predict(.f32([1, 2]), .f32([1, 2, 3]))
    }
    #expect(throws: PredictionError.size(input: "y", expected: 2, found: 0)) {
      try both.predict(.f32([1, 2]))
    }
  }

  @Test("the highest score of each row, the first among equals")
  func highest() {
    #expect(highestScores(in: [1, 3, 2, 5, 5, 4], classes: 3) == [1, 0])
    #expect(highestScores(in: [.nan, .nan, .nan, 1], classes: 2) == [0, 1])
    #expect(highestScores(in: [], classes: 3) == [])
    #expect(highestScores(in: [1], classes: 0) == [])
  }

  private func predictor(
    _ program: LineFitProgram, _ folder: TemporaryFolder, inputs: [Int] = [0]
  ) throws -> Predictor {
    program.withTensor(0) { $0[0] = 3 }
    program.withTensor(1) { $0[0] = 1 }
    let weights = "\(folder.path)/w.safetensors"
    let tensors = Checkpoint.tensors(of: program, roles: [.parameter, .state])
    try Checkpoint(program: program.name, step: 1, epoch: 1, seed: 0, tensors: tensors)
      .write(to: weights)
    return try Predictor(program: program, weights: weights, inputs: inputs, outputs: [0])
  }
}

/// `table[index]` without any check, as kernels read.
private final class LookUpProgram: Program {
  let name = "look_up"
  let batch = 2
  let slots: [TensorSlot] = []
  let inputs = [InputSlot(name: "token", shape: [2, 2], type: .i32, bound: 3)]
  let outputs = [OutputSlot(name: "found", shape: [2, 2])]
  private let table: [Float] = [10, 20, 30]
  private let indices = UnsafeMutablePointer<Int32>.allocate(capacity: 4)
  private let found = UnsafeMutablePointer<Float>.allocate(capacity: 4)

  init() { indices.initialize(repeating: 0, count: 4) }

  deinit {
    indices.deallocate()
    found.deallocate()
  }

  func withTensor(_ slot: Int, _ body: (UnsafeMutableBufferPointer<Float>) -> Void) {}
  func input(_ index: Int) -> UnsafeMutableRawPointer { UnsafeMutableRawPointer(indices) }
  func output(_ index: Int) -> UnsafePointer<Float> { UnsafePointer(found) }
  func trainStep(step: Int64, seed: UInt64) -> Float { 0 }
  func evaluateStep() { for place in 0..<4 { found[place] = table[Int(indices[place])] } }
}

extension PredictorTests {
  @Test("indices out of range never reach a kernel", arguments: [-1, 3, Int32.max, .min])
  func indices(index: Int32) throws {
    let folder = TemporaryFolder()
    let weights = "\(folder.path)/w.safetensors"
    try Checkpoint(program: "look_up", step: 1, epoch: 1, seed: 0, tensors: []).write(to: weights)
    let predictor = try Predictor(
      program: LookUpProgram(), weights: weights, inputs: [0], outputs: [0])
    #expect(try predictor.predict(.i32([2, 0, 1, 1, 0, 2])) == [[30, 10, 20, 20, 10, 30]])
    #expect(throws: PredictionError.index(input: "token", row: 3, found: Int(index), bound: 3)) {
      try predictor.predict(.i32([0, 1, 2, 0, 1, index]))
    }
  }
}

import Testing

@testable import NetwrightData
@testable import NetwrightRuntime

@Suite struct ProgramMainTests {
  private let folder = TemporaryFolder()

  private func description(data: Bool = true) -> ProgramDescription {
    let plan = DataPlan(
      source: .csv(path: "t.csv"),
      fields: [
        .init(name: "x", columns: ["x"], kind: .number(transforms: [.standardize(.perColumn)]))
      ], split: SplitPlan(train: 0.5, test: 0.5))
    return ProgramDescription(
      name: "mean", flopsPerStep: 8, dataPlan: data ? plan : nil,
      trainingPlan: TrainingPlan(length: .epochs(2), logEverySteps: 1),
      makeProgram: { _ in MeanProgram() })
  }

  private func run(_ arguments: String...) -> Int32 {
    ProgramMain.run(description(), arguments: arguments)
  }

  @Test("a run trains, resumes, and its weights are evaluated with the fitted statistics")
  func wholeRun() throws {
    try folder.write("t.csv", "x\n" + (0..<10).map { "\($0)\n" }.joined())
    let (out, data) = (folder["run/a"], folder.path)
    #expect(run("train", "--quiet", "--out", out, "--data", data, "--seed=3") == 0)
    let first = try Checkpoint(path: out + "/checkpoint.safetensors")
    #expect(first.step == 4 && first.seed == 3)
    let names = ["statistics.x.0.deviation", "statistics.x.0.mean"]
    #expect(first.statistics.map(\.name).sorted() == names)
    #expect(
      run(
        "train", "--quiet", "--out", out, "--data", data, "--seed", "3", "--steps", "9", "--resume")
        == 0)
    #expect(try Checkpoint(path: out + "/checkpoint.safetensors").step == 9)
    #expect(run("evaluate", "--weights", out + "/weights.safetensors", "--data", data) == 0)
    #expect(
      run(
        "evaluate", "--weights", out + "/weights.safetensors", "--data", data, "--split",
        "validation") == 1)
  }

  @Test("a run that is there is lost only where that is asked for")
  func earlierRun() throws {
    try folder.write("t.csv", "x\n" + (0..<10).map { "\($0)\n" }.joined())
    let (out, data) = (folder["run"], folder.path)
    let arguments = ["train", "--quiet", "--out", out, "--data", data]
    func train(_ more: String...) -> Int32 {
      ProgramMain.run(description(), arguments: arguments + more)
    }
    #expect(train("--resume") == 1)
    #expect(train("--steps", "3") == 0)
    #expect(train("--steps", "2") == 1)
    #expect(try Checkpoint(path: out + "/checkpoint.safetensors").step == 3)
    #expect(train("--steps", "2", "--overwrite") == 0)
    #expect(try Checkpoint(path: out + "/checkpoint.safetensors").step == 2)
    #expect(train("--resume", "--overwrite") == 2)
    let run = TrainingLoop.RunFolder(path: out)
    #expect(
      throws: RunFolderError.holdsRun(
        out, files: ["checkpoint.safetensors", "weights.safetensors"])
    ) { try run.require(resumes: false, overwrites: false) }
    #expect(throws: RunFolderError.hasNoRun(data)) {
      try TrainingLoop.RunFolder(path: data).require(resumes: true, overwrites: false)
    }
  }

  @Test("a replay needs no data plan, only batches, and gives losses and state back")
  func replay() throws {
    let tensors = [
      try #require(HostTensor(name: "x", shape: [3, 2, 1], floats: [1, 2, 3, 4, 5, 6]))
    ]
    try Safetensors.write(Safetensors.Contents(tensors: tensors), to: folder["b"])
    let arguments = ["replay", "--batches", folder["b"], "--out", folder["o"]]
    #expect(ProgramMain.run(description(data: false), arguments: arguments) == 0)
    let found = try Safetensors.read(folder["o"])
    #expect(found.tensors.map(\.name) == ["loss", "m"])
    #expect(found.tensors.first?.shape == [3])
    #expect(ProgramMain.run(description(), arguments: arguments + ["--state", folder["o"]]) == 0)
    #expect(try Safetensors.read(folder["o"]).metadata.map(\.value) == ["mean", "0", "6"])
    #expect(ProgramMain.run(description(), arguments: arguments + ["--steps", "4"]) == 1)
    #expect(ProgramMain.run(description(), arguments: arguments + ["--state", "none"]) == 1)
    #expect(run("replay", "--out", folder["o"]) == 2)
    #expect(run("replay", "--batches", folder["b"]) == 2)
    #expect(run("replay", "--batches", folder["b"], "--out", folder["o"], "--steps", "0") == 2)
  }

  @Test("wrong usage is 2, a failed run is 1")
  func statuses() {
    #expect(run() == 2)
    #expect(run("fly") == 2)
    #expect(run("train", "--epoch", "2") == 2)
    #expect(run("train", "--epochs") == 2)
    #expect(run("train", "--epochs", "x") == 2)
    #expect(run("train", "--epochs", "1", "--steps", "1") == 2)
    #expect(run("train", "--quiet=1") == 2)
    #expect(run("train", "--seed", "1", "--seed", "2") == 2)
    #expect(run("train", "--resume") == 2)
    #expect(run("evaluate") == 2)
    #expect(run("bench", "--steps", "0") == 2)
    #expect(run("--help") == 0)
    #expect(run("bench", "--steps", "3", "--warmup", "0", "--threads", "1") == 0)
    #expect(run("train", "--data", folder["none"]) == 1)
    #expect(run("evaluate", "--weights", folder["none"]) == 1)
    #expect(ProgramMain.run(description(data: false), arguments: ["train"]) == 2)
  }

  @Test("the median of an even count is the mean of the middle two")
  func median() {
    #expect(BenchCommand.median([1]) == 1)
    #expect(BenchCommand.median([1, 3]) == 2)
    #expect(BenchCommand.median([1, 2, 9]) == 2)
  }
}

/// Learns the mean of its input.
private final class MeanProgram: Program {
  let name = "mean"
  let batch = 2
  let slots = [TensorSlot(name: "m", shape: [1], role: .parameter, initializer: .ones)]
  let inputs = [InputSlot(name: "x", shape: [2, 1], type: .f32)]
  let outputs = [OutputSlot(name: "loss", shape: [2])]
  private var mean: [Float] = [0]
  private let memory = UnsafeMutablePointer<Float>.allocate(capacity: 4)

  deinit { memory.deallocate() }

  func withTensor(_ slot: Int, _ body: (UnsafeMutableBufferPointer<Float>) -> Void) {
    mean.withUnsafeMutableBufferPointer { body($0) }
  }

  func input(_ index: Int) -> UnsafeMutableRawPointer { UnsafeMutableRawPointer(memory) }

  func output(_ index: Int) -> UnsafePointer<Float> { UnsafePointer(memory + 2) }

  func trainStep(step: Int64, seed: UInt64) -> Float {
    evaluateStep()
    let loss = (memory[2] + memory[3]) / 2
    mean[0] += 0.1 * (memory[0] + memory[1] - 2 * mean[0])
    return loss
  }

  func evaluateStep() {
    for row in 0..<2 { memory[2 + row] = (memory[row] - mean[0]) * (memory[row] - mean[0]) }
  }
}

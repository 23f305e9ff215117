import NetwrightDiagnostics
import NetwrightFrontend
import NetwrightIR
import NetwrightInterpreter
import NetwrightLayers
import NetwrightTensor
import Testing

@Suite struct OptimizerTests {
  @Test(
    "follows PyTorch's parameters step by step in f64",
    arguments: OptimizerTrajectories.cases.indices)
  func followsTorch(index: Int) throws {
    let known = OptimizerTrajectories.cases[index]
    let optimizer = try Self.optimizer(known.optimizer, known.keys)
    let graph = try Self.stepGraph(optimizer)
    var tensors = ["parameter": Buffer(sizes: [10], elements: OptimizerTrajectories.start)]
    for slot in optimizer.slots { tensors[slot] = Buffer(sizes: [10], repeating: 0) }
    for (step, gradient) in OptimizerTrajectories.gradients.enumerated() {
      tensors["gradient"] = Buffer(sizes: [10], elements: gradient)
      tensors["step"] = Buffer(scalar: Double(step + 1))
      let next = try ReferenceInterpreter.run(graph, inputs: tensors, precision: .f64)
      for (name, buffer) in next { tensors[name] = buffer }
      let expected: [Int: [Double]] = [0: known.first, 1: known.second, 11: known.last]
      guard let values = expected[step], let found = next["parameter"]?.elements else { continue }
      for (a, b) in zip(found, values) {
        #expect(abs(a - b) <= 1e-12 * max(1, abs(b)), "step \(step + 1): \(a), expected \(b)")
      }
    }
  }

  @Test("twelve steps were recorded") func stepCount() {
    #expect(OptimizerTrajectories.gradients.count == 12)
    #expect(OptimizerTrajectories.cases.count == 15)
  }

  private static func optimizer(_ keyword: String, _ keys: String) throws -> any Optimizer {
    let spec = """
      netwright: 1
      name: example
      dims: {batch: 4}
      model:
        inputs: {x: "f32[batch, 2]"}
        targets: {t: "f32[batch, 1]"}
        layers: [{dense: 1, as: y}]
      loss: {mse: {prediction: y, target: t}}
      train: {steps: 1, optimizer: {\(keyword): \(keys)}}
      """
    let (checked, findings) = SpecFiles.check(text: spec)
    #expect(findings == "")
    return try #require(checked?.optimizer)
  }

  private static func stepGraph(_ optimizer: any Optimizer) throws -> Graph {
    var builder = GraphBuilder(name: "step")
    let type = TensorType(sizes: [10])
    let parameter = builder.input("parameter", type, role: .parameter)
    let gradient = builder.input("gradient", type)
    let slots = optimizer.slots.map { builder.input($0, type, role: .slot) }
    let step = builder.input("step", .scalar(.i64), role: .step)
    let next = optimizer.update(
      parameter, gradient: gradient, slots: slots, step: step, in: &builder)
    builder.output("parameter", next.parameter, role: .update("parameter"))
    for (name, slot) in zip(optimizer.slots, next.slots) {
      builder.output(name, slot, role: .update(name))
    }
    return try builder.finish()
  }
}

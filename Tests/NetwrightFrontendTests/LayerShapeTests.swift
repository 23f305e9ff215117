import NetwrightFrontend
import NetwrightIR
import NetwrightLayers
import NetwrightTensor
import Testing

/// Shapes and parameter counts of single layers; values by the formulas of PyTorch and TensorFlow.
@Suite struct LayerShapeTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let input: String
    let layer: String
    let type: String
    let parameters: Int
    var testDescription: String { "\(layer) on \(input)" }

    init(_ input: String, _ layer: String, _ type: String, _ parameters: Int = 0) {
      self.input = input
      self.layer = layer
      self.type = type
      self.parameters = parameters
    }
  }

  static let cases: [Case] = [
    Case("f32[batch, 7]", "dense: 5", "f32[batch, 5]", 40),
    Case("f32[batch, 7]", "dense: {units: 5, bias: false}", "f32[batch, 5]", 35),
    Case("f32[batch, 1]", "dense: 1", "f32[batch, 1]", 2),
    Case("f32[batch, 3, 7]", "dense: 5", "f32[batch, 3, 5]", 40),
    Case("f32[batch, 3, 4, 5]", "flatten", "f32[batch, 60]"),
    Case("f32[batch]", "flatten", "f32[batch, 1]"),
    Case("f32[batch, 60]", "reshape: [3, 4, 5]", "f32[batch, 3, 4, 5]"),
    Case("f32[batch, 7, 7, 3]", "conv2d: {filters: 4, kernel: 3}", "f32[batch, 5, 5, 4]", 112),
    Case(
      "f32[batch, 7, 8, 3]", "conv2d: {filters: 4, kernel: 3, stride: 2, padding: same}",
      "f32[batch, 4, 4, 4]", 112),
    Case(
      "f32[batch, 49, 10, 1]",
      "conv2d: {filters: 64, kernel: [10, 4], stride: 2, padding: [5, 1]}",
      "f32[batch, 25, 5, 64]", 2624),
    Case(
      "f32[batch, 9, 9, 2]", "conv2d: {filters: 4, kernel: 3, dilation: 2}",
      "f32[batch, 5, 5, 4]", 76),
    Case(
      "f32[batch, 5, 5, 6]", "conv2d: {filters: 4, kernel: 1, groups: 2, bias: false}",
      "f32[batch, 5, 5, 4]", 12),
    Case(
      "f32[batch, 5, 5, 6]", "conv2d: {kernel: 3, padding: 1, groups: depthwise}",
      "f32[batch, 5, 5, 6]", 60),
    Case(
      "f32[batch, 5, 5, 6]", "conv2d: {filters: 12, kernel: 3, groups: depthwise}",
      "f32[batch, 3, 3, 12]", 120),
    Case(
      "f32[batch, 5, 5, 1]", "conv2d: {filters: 1, kernel: 2, padding: [1, 0, 0, 2]}",
      "f32[batch, 5, 6, 1]", 5),
    Case("f32[batch, 7, 7, 3]", "max_pool2d: 2", "f32[batch, 3, 3, 3]"),
    Case(
      "f32[batch, 7, 7, 3]", "max_pool2d: {window: 3, stride: 2, padding: 1}",
      "f32[batch, 4, 4, 3]"),
    Case("f32[batch, 7, 7, 3]", "avg_pool2d: {window: 2, padding: same}", "f32[batch, 4, 4, 3]"),
    Case("f32[batch, 7, 7, 3]", "global_avg_pool2d", "f32[batch, 3]"),
    Case("f32[batch, 7, 7, 3]", "batch_norm", "f32[batch, 7, 7, 3]", 6),
    Case("f32[batch, 7]", "batch_norm: {scale: false}", "f32[batch, 7]", 7),
    Case("f32[batch, 3, 7]", "layer_norm", "f32[batch, 3, 7]", 14),
    Case("f32[batch, 3, 8]", "attention: {heads: 2}", "f32[batch, 3, 8]", 288),
    Case("f32[batch, 1, 6]", "attention: {heads: 6, bias: false}", "f32[batch, 1, 6]", 144),
    Case("f32[batch, 3, 7]", "position_embedding: 3", "f32[batch, 3, 7]", 21),
    Case("f32[batch, 3, 7]", "position_embedding: {entries: 5}", "f32[batch, 3, 7]", 35),
    Case("f32[batch, 7]", "dropout: 50%", "f32[batch, 7]"),
    Case("f32[batch, 7]", "softmax", "f32[batch, 7]"),
    Case("i32[batch, 6] in 0..<9", "embedding: {entries: 10, width: 3}", "f32[batch, 6, 3]", 30),
    Case("i32[batch] in 0..<10", "embedding: {entries: 10, width: 1}", "f32[batch, 1]", 10),
    Case("f32[batch, 6, 5]", "lstm: 7", "f32[batch, 6, 7]", 364),
    Case("f32[batch, 64, 64]", "lstm: {units: 256}", "f32[batch, 64, 256]", 328704),
    Case("f32[batch, 6, 5]", "gru: 7", "f32[batch, 6, 7]", 280),
    Case("f32[batch, 7]", "{add: {}, from: [x, x]}", "f32[batch, 7]"),
    Case("f32[batch, 7]", "{concat: {}, from: [x, x, x]}", "f32[batch, 21]"),
    Case("f32[batch, 3, 7]", "{concat: {axis: 1}, from: [x, x]}", "f32[batch, 6, 7]"),
  ]

  @Test("a layer makes the shape and has the parameters of its formula", arguments: cases)
  func makes(known: Case) throws {
    let (spec, findings) = SpecFiles.check(
      text: """
        netwright: 1
        name: example
        dims: {batch: 3}
        model:
          inputs: {x: "\(known.input)"}
          layers:
            - \(known.layer)
        """)
    #expect(findings == "")
    let checked = try #require(spec)
    #expect(checked.layers.map { "\($0.type)" } == [known.type])
    #expect(checked.parameterCount == known.parameters)
    #expect(checked.outputs.map { "\($0.type)" } == [known.type])
    let model = try checked.lower(.evaluation)
    #expect(GraphVerifier.faults(in: model.graph) == [])
  }

  @Test("a training graph draws dropout from seed and step, and updates running statistics")
  func trainingGraph() throws {
    let (spec, findings) = SpecFiles.check(
      text: """
        netwright: 1
        name: example
        dims: {batch: 3}
        model:
          inputs: {x: "f32[batch, 7]"}
          targets: {t: "f32[batch, 2]"}
          layers:
            - batch_norm
            - dropout: 10%
            - dense: 2
              as: y
        loss: {mse: {prediction: y, target: t}}
        """)
    #expect(findings == "")
    let checked = try #require(spec)
    let training = try checked.lower(.training)
    #expect(GraphVerifier.faults(in: training.graph) == [])
    #expect(
      training.graph.inputs.map { "\($0.name): \($0.role.rawValue)" } == [
        "x: data", "t: data", "batch_norm_1.scale: parameter", "batch_norm_1.offset: parameter",
        "batch_norm_1.running_mean: state", "batch_norm_1.running_variance: state", "seed: seed",
        "step: step", "dense_1.weight: parameter", "dense_1.bias: parameter",
      ])
    #expect(
      training.graph.outputs.map(\.name) == [
        "loss", "batch_norm_1.running_mean", "batch_norm_1.running_variance",
      ])
    #expect(training.states.map(\.initializer) == [.zeros, .ones])
    #expect(training.parameters[2].initializer == .uniform(bound: 1 / 7.0.squareRoot()))
    let evaluation = try checked.lower(.evaluation)
    #expect(evaluation.graph.outputs.map(\.name) == ["y", "loss"])
    #expect(!evaluation.graph.inputs.contains { $0.role == .seed })
  }
}

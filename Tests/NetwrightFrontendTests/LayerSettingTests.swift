import NetwrightAutodiff
import NetwrightFrontend
import NetwrightIR
import NetwrightInterpreter
import NetwrightLayers
import NetwrightPasses
import NetwrightTensor
import Testing

/// Custom layers, tied weights and the keys beside the kind of a layer against PyTorch in f64, on
/// the numbers of `ReferenceSteps`.
@Suite struct LayerSettingTests {
  private static func spec(
    _ layers: String, inputs: String = "image: \"f32[batch, 6]\"",
    target: String = "target: \"f32[batch, 5]\"",
    loss: String = "mse: {prediction: y, target: target}",
    batch: Int = 4, optimizer: String = "adam"
  ) throws -> CheckedSpec {
    let (spec, findings) = SpecFiles.check(
      text: """
        netwright: 1
        name: example
        dims: {batch: \(batch)}
        model:
          inputs: {\(inputs)}
          targets: {\(target)}
          layers:
        \(layers)
        loss: {\(loss)}
        train: {steps: 1, optimizer: \(optimizer)}
        """)
    #expect(findings == "")
    let checked = try #require(spec)
    // What the resolved text says must be the same model.
    let again = try #require(SpecFiles.check(text: checked.resolvedText).spec)
    #expect(
      GraphPrinter.text(of: try again.lower(.training).graph)
        == GraphPrinter.text(of: try checked.lower(.training).graph))
    return checked
  }

  private static func expectGradients(
    _ spec: CheckedSpec, loss: Double, _ known: [Figures]
  ) throws {
    let found = try ReferenceSteps.gradients(spec)
    #expect(abs(try #require(found["loss"])[0] - loss) <= 1e-12)
    #expect(
      found.keys.filter { $0.hasPrefix("gradient.") }.sorted()
        == known.map { "gradient.\($0.name)" }.sorted())
    for figures in known {
      figures.expect(try #require(found["gradient.\(figures.name)"]).elements)
    }
  }

  @Test("formulas and their parameters have PyTorch's values and gradients")
  func formulas() throws {
    let spec = try Self.spec(
      """
          - dense: 5
          - expr: x * sigmoid(1.702 * x)
          - expr:
              formula: where(x < 0, alpha * x, x)
              parameters: {alpha: {shape: per-channel, initial: 0.25}}
          - expr: >-
              (log1p(exp(-abs(x))) + max(x, 0) - min(x, 0.1) ** 2 / 3
              + sqrt(x ** 2 + 1) * tanh(x) ** 3) * (x ** 2 + 2) ** -1.5
              + erf(x) * expm1(-x) / pi
            as: y
      """)
    #expect(spec.parameters.map(\.name) == ["dense_1.weight", "dense_1.bias", "expr_2.alpha"])
    #expect(spec.parameters[2].initializer == .constant(0.25))
    try Self.expectGradients(
      spec, loss: 0.5828183797779917,
      [
        Figures(
          "dense_1.weight", -0.004386087571428464, 0.015053511501781048, 0.012612999955216649),
        Figures(
          "dense_1.bias", 0.014488703315909934, -0.014143967578939185, 0.013937955841828411),
        Figures(
          "expr_2.alpha", -0.0017576255207676212, 0.0017064156079171693, 0.0016576683872627912),
      ])
  }

  @Test("a tied weight is counted once and gets both gradients; penalties add to the loss")
  func tied() throws {
    let spec = try Self.spec(
      """
          - embedding: {entries: 7, width: 4}
            name: e
          - dense: {units: 4, activation: tanh}
            regularizer: {l1: 0.002, l2: 0.01}
          - dense: {units: 7, bias: false, weight: {tied: e.table, transposed: true}}
            as: y
      """, inputs: "tokens: \"i32[batch, 5] in 0..<7\"",
      target: "next: \"i32[batch, 5] in 0..<7\"", loss: "cross_entropy: {logits: y, target: next}",
      batch: 2)
    #expect(spec.parameterCount == 28 + 20)
    #expect(spec.layers.map(\.parameters) == [28, 20, 0])
    try Self.expectGradients(
      spec, loss: 1.991078925897721,
      [
        Figures("e.table", 0.012828851313409384, -0.06180107354083055, 0.057044994961029175),
        Figures(
          "dense_1.weight", -0.07263984992378165, -0.006540083357986087, 0.044479503011343485),
        Figures("dense_1.bias", -0.15377270218526626, 0.0769596429323769, 0.06550873823389118),
      ])
  }

  @Test("what is frozen has no gradient, and its normalization uses its running statistics")
  func frozen() throws {
    let spec = try Self.spec(
      """
          - dense: 5
            frozen: true
          - batch_norm: {}
            frozen: true
          - relu
          - dense: 3
            as: y
      """, target: "target: \"f32[batch, 3]\"")
    #expect(spec.parameterCount == 63)
    #expect(spec.layers.map(\.trainable) == [0, 0, 0, 18])
    #expect(spec.parameters.map(\.isTrainable) == [false, false, false, false, true, true])
    let training = try spec.lower(.training).graph
    #expect(!training.outputs.contains { $0.name.hasSuffix("running_mean") })
    try Self.expectGradients(
      spec, loss: 0.6320486253667108,
      [
        Figures("dense_2.weight", -0.2400922989615826, -0.13489928371794843, 0.131331284833293),
        Figures("dense_2.bias", -0.3742549630965009, -0.45070925814725965, 0.3306982484212992),
      ])
  }

  static let optimizers: [(text: String, parameters: [Figures])] = [
    (
      "{adamw: {learning_rate: 0.01, weight_decay: 0.1}}",
      [
        Figures("dense_1.weight", 0.5104567086205946, -0.9773532527251424, 0.30074283673585395),
        Figures("dense_1.bias", 0.5843286621502336, 0.43551503049973717, 0.2945053723599355),
        Figures("dense_2.weight", -0.3224630978347083, -0.051482876240994235, 0.32682986821643983),
        Figures("dense_2.bias", -0.31297490025186514, 0.10786216589900563, 0.25519980079010385),
      ]
    ),
    (
      "{sgd: {learning_rate: 0.01, momentum: 0.9, weight_decay: 0.1}}",
      [
        Figures("dense_1.weight", 0.5100624672969113, -0.9513776119815663, 0.2976812500661801),
        Figures("dense_1.bias", 0.5810563592153819, 0.4362115665445242, 0.29717971780866903),
        Figures("dense_2.weight", -0.4249785853193621, -0.04239374735801732, 0.2972692566005408),
        Figures("dense_2.bias", -0.39197302926519195, 0.07653693583451106, 0.28047230975576815),
      ]
    ),
  ]

  @Test("a scaled learning rate is a parameter group of PyTorch's", arguments: [0, 1])
  func scaledRate(index: Int) throws {
    let known = Self.optimizers[index]
    let spec = try Self.spec(
      """
          - dense: {units: 5, activation: tanh}
            learning_rate_scale: 0.1
          - dense: 3
            as: y
      """, target: "target: \"f32[batch, 3]\"", optimizer: known.text)
    #expect(
      spec.learningRateScales == ["dense_1.weight": 0.1, "dense_1.bias": 0.1])
    let optimizer = try #require(spec.optimizer)
    let graph = try DecomposeComposites().run(
      on: TrainingGraph.build(from: ReferenceSteps.forward(spec)) { name in
        let own = spec.learningRateScales[name].map(optimizer.scalingLearningRate) ?? optimizer
        return UpdateRule(slots: own.slots) { parameter, gradient, slots, step, graph in
          own.update(parameter, gradient: gradient, slots: slots, step: step, in: &graph)
        }
      })
    var tensors = ReferenceSteps.inputs(of: graph)
    for step in 1...3 {
      tensors["step"] = Buffer(scalar: Double(step))
      let next = try ReferenceInterpreter.run(graph, inputs: tensors, precision: .f64)
      tensors.merge(next) { $1 }
    }
    for figures in known.parameters {
      figures.expect(try #require(tensors[figures.name]).elements)
    }
  }

  @Test("attention whose probabilities are a tensor is the op that has none")
  func attentionDropout() throws {
    // So small a rate that nothing is dropped and 1 / (1 − rate) is 1.
    let layers = ["", ", dropout: 1e-300"].map { dropout in
      """
          - position_embedding: 5
          - attention: {heads: 2, causal: true\(dropout)}
            as: y
      """
    }
    let found = try layers.map { layers in
      let spec = try Self.spec(
        layers, inputs: "image: \"f32[batch, 5, 6]\"", target: "target: \"f32[batch, 5, 6]\"")
      return try ReferenceSteps.gradients(spec)
    }
    #expect(found[0].keys.sorted() == found[1].keys.sorted())
    for (name, expected) in found[0] {
      let elements = try #require(found[1][name]).elements
      let distance = zip(expected.elements, elements).map { abs($0 - $1) }.max() ?? 0
      #expect(distance <= 1e-12, "\(name)")
    }
  }

  @Test("dropout of attention is there while training alone")
  func attentionDropoutInTraining() throws {
    let spec = try Self.spec(
      """
          - attention: {heads: 2, dropout: 50%}
            as: y
      """, inputs: "image: \"f32[batch, 5, 6]\"", target: "target: \"f32[batch, 5, 6]\"")
    let evaluation = try spec.lower(.evaluation).graph.nodes.map { type(of: $0.op).keyword }
    #expect(evaluation.contains("attention") && !evaluation.contains("random_uniform"))
    let training = try spec.lower(.training).graph.nodes.map { type(of: $0.op).keyword }
    #expect(!training.contains("attention") && training.contains("random_uniform"))
  }

  @Test("settings of a block hold within it: scales multiply, the inner regularizer stands")
  func blocks() throws {
    let (spec, findings) = SpecFiles.check(
      text: """
        netwright: 1
        name: example
        dims: {batch: 2}
        blocks:
          pair:
            inputs: {x: "f32[batch, 4]"}
            layers:
              - dense: 4
                learning_rate_scale: 0.5
                regularizer: {l1: 1}
              - dense: 4
        model:
          inputs: {x: "f32[batch, 4]"}
          layers:
            - pair: {}
              learning_rate_scale: 0.1
            - pair: {}
              regularizer: {l2: 2}
            - repeat: {times: 2, block: pair}
              frozen: true
        """)
    #expect(findings == "")
    let checked = try #require(spec)
    #expect(
      checked.parameters.prefix(4).map(\.learningRateScale) == [0.05, 0.05, 0.1, 0.1])
    #expect(checked.parameters.map(\.isTrainable) == (0..<16).map { $0 < 8 })
    #expect(checked.layers.map(\.trainable) == [20, 20, 20, 20, 0, 0, 0, 0])
  }

  @Test("an initializer has PyTorch's bounds and deviations")
  func initializers() throws {
    let words = [
      "he_normal", "he_uniform", "glorot_normal", "glorot_uniform", "lecun_normal",
      "lecun_uniform", "{normal: 0.02}", "{truncated_normal: 0.02}", "{uniform: 0.1}",
      "{constant: 2}", "ones",
    ]
    let layers = words.map {
      "    - conv2d: {filters: 4, kernel: 3, padding: same, bias: false, initializer: \($0)}"
    }
    let (spec, findings) = SpecFiles.check(
      text: """
        netwright: 1
        name: example
        dims: {batch: 2}
        model:
          inputs: {image: "f32[batch, 5, 5, 4]"}
          layers:
        \(layers.joined(separator: "\n"))
        """)
    #expect(findings == "")
    // fan_in and fan_out are 4 · 9, as `torch.nn.init` counts them.
    let (fan, both): (Double, Double) = (36, 72)
    let expected: [InitialValue] = [
      .normal(mean: 0, deviation: (2 / fan).squareRoot()),
      .uniform(bound: (6 / fan).squareRoot()),
      .normal(mean: 0, deviation: (2 / both).squareRoot()),
      .uniform(bound: (6 / both).squareRoot()),
      .normal(mean: 0, deviation: (1 / fan).squareRoot()),
      .uniform(bound: (3 / fan).squareRoot()), .normal(mean: 0, deviation: 0.02),
      .truncatedNormal(mean: 0, deviation: 0.02), .uniform(bound: 0.1), .constant(2), .ones,
    ]
    #expect(try #require(spec).parameters.map(\.initializer) == expected)
  }
}

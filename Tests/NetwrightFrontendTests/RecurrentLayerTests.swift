import NetwrightAutodiff
import NetwrightIR
import NetwrightInterpreter
import NetwrightOps
import NetwrightPasses
import NetwrightTensor
import Testing

/// `torch.nn.LSTM` and `torch.nn.GRU` with `batch_first=True` in f64, the second bias at zero but for
/// the candidate of the GRU: all tensors are `sin(a · k + b)`, and the loss is the sum of the
/// outputs, weighted so as well.
@Suite struct RecurrentLayerTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let layer: String
    let gates: Int
    let outputs: [Double]
    let gradients: [String: [Double]]
    var testDescription: String { layer }
  }

  private static let lstm = Case(
    layer: "lstm", gates: 4,
    outputs: [
      -0.415738779893, 0.143219718614, -0.440153951028, -0.147772292752, -0.229507013185,
      0.077018073921, 0.219500143149, 0.052363481296, -0.054665329259, 0.241463378252,
      -0.445800647716, -0.075093825763,
    ],
    gradients: [
      "x": [
        -0.624662254809, -0.262339966158, -0.576238660443, -0.549868050158, -0.18126970601,
        -0.184985839529, -0.047276071309, -0.071252101636, 0.185053777964, 0.248135375649,
        0.260073345443, 0.31431017909,
      ],
      "lstm_1.input_weight": [
        -0.005064199646, 0.072616110227, -0.043243597153, 0.019503487134, 0.31503253647,
        0.422156146856, -0.064866226464, 0.065294729324, 0.021405856476, 0.035131295802,
        0.007436615617, -0.005597299635, -0.090372295266, 0.572847005149, 0.077254029605,
        -0.002701219041,
      ],
      "lstm_1.recurrent_weight": [
        0.015145701144, -0.015273681251, 0.055298147139, -0.013174953226, -0.193493136837,
        -0.230412061972, 0.087405682074, -0.015517936014, 0.001966488185, -0.009012462871,
        0.007425387962, -0.003247622175, -0.049107613778, -0.005673143802, 0.025702334129,
        -0.021372492968,
      ],
      "lstm_1.bias": [
        0.013965848753, -0.09559535654, -0.192992018595, -0.031021970091, -0.191707581673,
        0.829005169306, -0.038450596423, -0.178391645943,
      ],
    ])

  private static let gru = Case(
    layer: "gru", gates: 3,
    outputs: [
      -0.046323149505, 0.426684663346, -0.17055937481, 0.234541733873, -0.261196449051,
      0.788223642046, 0.338434732995, 0.86801068846, -0.125670470999, 0.950266598224,
      -0.242742519994, 0.504930335195,
    ],
    gradients: [
      "x": [
        -0.420017281209, -0.26518311721, -0.455305931874, -0.199938692739, -0.315086316054,
        -0.007195087193, 0.160375737528, 0.020035451327, 0.272455827154, -0.340376677228,
        0.287419796081, 0.074797643116,
      ],
      "gru_1.input_weight": [
        -0.013452420919, 0.034145648593, 0.197273716407, -0.052310342821, 0.71513155,
        0.359220044984, 0.038546358879, 0.035671674437, -0.044283735107, -0.148312800115,
        0.151003054685, 0.24759298964,
      ],
      "gru_1.recurrent_weight": [
        0.021105531432, -0.003733770625, -0.098071252539, 0.01878839726, -0.217340090547,
        -0.008825644885, 0.080389154746, -0.008920996914, -0.284080623882, -0.048351958417,
        -0.373599195557, -0.137423507218,
      ],
      "gru_1.bias": [
        0.125553526447, 0.060262867715, -0.207689101239, -0.18618338034, -0.102257125921,
        0.42985338956,
      ],
      "gru_1.candidate_bias": [
        -0.14296168216, 0.350125870202,
      ],
    ])

  private static func waves(_ sizes: [Int], _ a: Double, _ b: Double) -> Buffer<Double> {
    let count = sizes.reduce(1, *)
    return Buffer(
      sizes: sizes, elements: (0..<count).map { Double.apply(.sine, a * Double($0) + b) })
  }

  @Test("outputs and gradients are those of PyTorch", arguments: [lstm, gru])
  func againstPyTorch(_ known: Case) throws {
    let (spec, findings) = SpecFiles.check(
      text: """
        netwright: 1
        name: example
        dims: {batch: 2}
        model:
          inputs: {x: "f32[batch, 3, 2]"}
          layers:
            - \(known.layer): {units: 2}
              as: y
        """)
    #expect(findings == "")
    let model = try BindDimensions(["batch": 2])
      .run(on: #require(spec).lower(.evaluation).graph)
    var copier = GraphCopier(model)
    copier.copyInputs()
    for node in model.nodes { copier.copy(node) }
    var builder = copier.builder
    let result = copier.new(model.outputs[0].value)
    let weights = builder.input("weights", TensorType(sizes: [2, 3, 2]))
    let loss = builder.reduceSum(builder.multiply(result, weights), axes: [0, 1, 2])
    builder.output("y", result)
    let targets = model.inputs.map { copier.new($0.value) }
    let found = Autodiff.gradients(of: loss, wrt: targets, in: &builder)
    for (input, gradient) in zip(model.inputs, found) {
      builder.output(input.name, try #require(gradient))
    }
    let values = try ReferenceInterpreter.run(
      builder.finish(),
      inputs: [
        "x": Self.waves([2, 3, 2], 0.7, 0.1), "weights": Self.waves([2, 3, 2], 0.5, 0.2),
        "\(known.layer)_1.input_weight": Self.waves([2, 2 * known.gates], 0.9, 0.3),
        "\(known.layer)_1.recurrent_weight": Self.waves([2, 2 * known.gates], 1.1, 0.5),
        "\(known.layer)_1.bias": Self.waves([2 * known.gates], 1.3, 0.7),
        "gru_1.candidate_bias": Self.waves([2], 0.8, 0.4),
      ], precision: .f64)
    expectClose(values["y"], known.outputs, "y")
    for (name, expected) in known.gradients { expectClose(values[name], expected, name) }
  }

  private func expectClose(_ found: Buffer<Double>?, _ expected: [Double], _ name: String) {
    let elements = found?.elements ?? []
    #expect(elements.count == expected.count, "\(name)")
    for (a, b) in zip(elements, expected) {
      #expect((a - b).magnitude < 1e-10, "\(name): \(a), expected \(b)")
    }
  }
}

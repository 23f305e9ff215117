import NetwrightAutodiff
import NetwrightFrontend
import NetwrightIR
import NetwrightInterpreter
import NetwrightPasses
import NetwrightTensor
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Loss and gradients of a small GPT in f64, by PyTorch 2 (`scaled_dot_product_attention`,
/// `layer_norm`, `gelu(approximate="tanh")`, `cross_entropy`) from the same weights: element `i` of
/// parameter `k` is 0.3 · sin(0.7 · i + k), scales 1 more. Torch's `[out, in]` weights are transposed.
@Suite struct GPTAgainstTorchTests {
  private static let spec = """
    netwright: 1
    name: gpt
    dims: {batch: 2, seq: 5, vocab: 7, width: 8}
    model:
      inputs: {tokens: "i32[batch, seq] in 0..<vocab"}
      targets: {next: "i32[batch, seq] in 0..<vocab"}
      layers:
        - embedding: {entries: vocab, width: width}
        - position_embedding: {entries: seq}
          as: stream
        - layer_norm
        - attention: {heads: 2, causal: true}
        - add: stream
          as: attended
        - layer_norm
        - dense: {units: 4 * width, activation: gelu_tanh}
        - dense: width
        - add: attended
        - layer_norm
        - dense: {units: vocab, bias: false}
          as: logits
    loss: {cross_entropy: {logits: logits, target: next}}
    """

  private static let loss = 1.9943214840724814

  /// Of each gradient: Σ g, Σ g · cos(i), the largest magnitude.
  private static let gradients: [(name: String, sum: Double, wave: Double, most: Double)] = [
    ("embedding_1.table", -4.85722573273506e-17, 0.04954593598053182, 0.07744414747774418),
    (
      "position_embedding_1.table", -3.469446951953614e-17, -0.027065003551431214,
      0.08921513437563855
    ),
    ("layer_norm_1.scale", 0.0062446821665484735, 0.006849461551555967, 0.005658429249468545),
    ("layer_norm_1.offset", -0.006383896187365822, -0.005722093985430929, 0.005790487294861229),
    ("attention_1.qkv_weight", -0.005181392933750362, -0.028608665286470547, 0.006066595004703492),
    ("attention_1.qkv_bias", 0.005861148578168032, 0.00924302778583277, 0.0052400952960184235),
    ("attention_1.weight", 3.469446951953614e-18, -0.02506687854519932, 0.028791978063899763),
    ("attention_1.bias", 1.734723475976807e-17, 0.06764550486099784, 0.0516353889085914),
    ("layer_norm_2.scale", -0.0027235995035844564, -0.0022354844770671976, 0.010916514527835403),
    ("layer_norm_2.offset", -0.0006406021043389547, -0.0003294836159943417, 0.011420396466246915),
    ("dense_1.weight", 0.01381255821741035, -0.018730872086689825, 0.0064179739516196065),
    ("dense_1.bias", 0.012496424538969977, -0.0037341854308312293, 0.0036825419380943645),
    ("dense_2.weight", -1.734723475976807e-18, -0.018892670410197734, 0.019629038119025322),
    ("dense_2.bias", 1.0408340855860843e-17, 0.06624398763250744, 0.039850629070982725),
    ("layer_norm_3.scale", 0.0964899808282894, -0.0751017319561383, 0.0762209918588395),
    ("layer_norm_3.offset", 0.06710273859827753, 0.15930246767767434, 0.06245633564892922),
    ("dense_3.weight", 0.0, 1.4430507015777092, 0.22201685772245658),
  ]

  @Test("the loss and every gradient of a small GPT are PyTorch's")
  func gpt() throws {
    let (spec, findings) = SpecFiles.check(text: Self.spec)
    #expect(findings == "")
    let checked = try #require(spec)
    #expect(checked.parameterCount == 1040)
    let found = try Self.run(checked, vocabulary: 7)
    #expect(abs(try #require(found["loss"])[0] - Self.loss) <= 1e-12)
    #expect(found.keys.count { $0.hasPrefix("gradient.") } == Self.gradients.count)
    for known in Self.gradients {
      let gradient = try #require(found["gradient.\(known.name)"]).elements
      let wave = gradient.enumerated().reduce(0.0) { $0 + $1.element * cos(Double($1.offset)) }
      #expect(abs(gradient.reduce(0, +) - known.sum) <= 1e-12, "\(known.name)")
      #expect(abs(wave - known.wave) <= 1e-12, "\(known.name)")
      #expect(abs((gradient.map(\.magnitude).max() ?? 0) - known.most) <= 1e-12, "\(known.name)")
    }
  }

  /// A training step without an update, by the reference in f64.
  private static func run(
    _ spec: CheckedSpec, vocabulary: Int
  ) throws -> [String: Buffer<Double>] {
    let forward = try DecomposeComposites(keepsOwnGradients: true).run(
      on: BindDimensions(spec.binding).run(on: spec.lower(.training).graph))
    let rule = UpdateRule(slots: []) { parameter, _, _, _, _ in (parameter, []) }
    let graph = try TrainingGraph.build(from: forward, rule: rule, exposesGradients: true)
    var inputs: [String: Buffer<Double>] = [:]
    var number = 0.0
    for input in graph.inputs {
      let type = graph.type(of: input.value)
      let elements = (0..<type.elementCount).map { index -> Double in
        switch input.name {
        case "tokens": Double((index * index * 3 + index) % vocabulary)
        case "next": Double((index * 5 + 2) % vocabulary)
        default:
          (input.name.hasSuffix(".scale") ? 1 : 0) + 0.3 * sin(0.7 * Double(index) + number)
        }
      }
      inputs[input.name] = Buffer(sizes: type.sizes, elements: elements)
      if input.role == .parameter { number += 1 }
    }
    return try ReferenceInterpreter.run(
      DecomposeComposites().run(on: graph), inputs: inputs, precision: .f64)
  }
}

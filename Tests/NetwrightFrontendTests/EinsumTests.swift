import NetwrightFrontend
import NetwrightIR
import NetwrightTensor
import Testing

/// Results of `torch.einsum` in f64; the first operand is an input, the others too where they have
/// the batch, else parameters. Numbers as in `ReferenceSteps`, operand 0 an input, operand `k` a
/// parameter of number `k`.
@Suite struct EinsumTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let equation: String
    let operands: [[Int]]
    let sizes: [Int]
    let figures: Figures
    var testDescription: String { equation }

    init(
      _ equation: String, _ operands: [[Int]], _ sizes: [Int], _ sum: Double, _ wave: Double,
      _ most: Double
    ) {
      self.equation = equation
      self.operands = operands
      self.sizes = sizes
      figures = Figures(equation, sum, wave, most)
    }
  }

  static let cases: [Case] = [
    Case(
      "b t h d, b s h d -> b h t s", [[2, 3, 2, 4], [2, 5, 2, 4]],
      [2, 2, 3, 5], 0.02554744140127796, -4.461860583269745, 0.603861398335942),
    Case(
      "bhts,bshd->bthd", [[2, 2, 3, 5], [2, 5, 2, 4]],
      [2, 3, 2, 4], -2.396467027734934, -3.3188134474384587, 0.6538136797418708),
    Case(
      "b i, i o -> b o", [[3, 4], [4, 5]],
      [3, 5], -0.9686948491646525, 0.2507278532084609, 0.1818596796799673),
    Case(
      "b i, o i -> b o", [[3, 4], [5, 4]],
      [3, 5], 0.44233140875495724, 0.10499129241933414, 0.4435074528856882),
    Case(
      "b t i, i o -> b o t", [[2, 3, 4], [4, 5]],
      [2, 5, 3], -0.05975912648128183, 0.22689876711050197, 0.18396386984476512),
    Case(
      "b i j -> b j i", [[2, 3, 4]],
      [2, 4, 3], 0.10887896135299979, 0.8580651876462289, 0.998941341839772),
    Case(
      "b i j -> b i", [[2, 3, 4]],
      [2, 3], 0.10887896135299979, 2.4369457790502302, 0.7937792776522183),
    Case(
      "b i, b i -> b", [[3, 4], [3, 4]],
      [3], 0.25106353429849515, 0.23725343814290145, 0.3955361301726683),
    Case(
      "b i, b j -> b j i", [[3, 4], [3, 5]],
      [3, 5, 4], 0.211759575395213, 1.1897764518082052, 0.29317074590983283),
    Case(
      "b i, j -> b i j", [[3, 4], [5]],
      [3, 4, 5], 0.7897095566643555, 3.93924095492004, 0.29718449292260163),
    Case(
      "b i, i j, j k -> b k", [[3, 4], [4, 5], [5, 2]],
      [3, 2], 0.19264534859382176, -0.021350956564337317, 0.05075092086182595),
    Case(
      "b i k, i j, b -> b j", [[2, 3, 4], [3, 5], [2]],
      [2, 5], 0.02571624007296084, -0.05464908572544703, 0.02550630573473135),
    Case(
      "b i j, j i -> b", [[2, 3, 4], [4, 3]],
      [2], -0.028613383671455273, -0.1785656221139027, 0.35481088336879973),
    Case(
      "b i, -> b i", [[2, 3], []],
      [2, 3], 0.05935764588075493, 0.46348953750694444, 0.2487682064316196),
    Case(
      "b d, d h, d h -> b h", [[2, 3], [3, 4], [3, 4]],
      [2, 4], 0.04407031183793028, 0.20992282310622706, 0.09448792821127312),
    Case(
      "b g i, g i o -> b g o", [[2, 3, 4], [3, 4, 5]],
      [2, 3, 5], 0.04799262089573897, -0.26159913950463065, 0.18396386984476512),
  ]

  @Test("a sum of products is PyTorch's", arguments: cases)
  func values(known: Case) throws {
    let (inputs, parameters, names) = Self.operands(of: known)
    let (spec, findings) = SpecFiles.check(
      text: """
        netwright: 1
        name: example
        dims: {batch: \(known.sizes[0])}
        model:
          inputs: {\(inputs.joined(separator: ", "))}
          layers:
        \(parameters.joined(separator: "\n"))
            - einsum: "\(known.equation)"
              from: [\(names.joined(separator: ", "))]
              as: y
        """)
    #expect(findings == "")
    let checked = try #require(spec)
    #expect(GraphVerifier.faults(in: try checked.lower(.evaluation).graph) == [])
    let result = try #require(try Self.evaluate(checked)["y"])
    #expect(result.sizes == known.sizes)
    known.figures.expect(result.elements)
  }

  /// Inputs, entries of parameters, and the names of all operands.
  private static func operands(
    of known: Case
  ) -> (inputs: [String], parameters: [String], names: [String]) {
    var inputs: [String] = []
    var parameters: [String] = []
    let terms = known.equation.split(separator: "-")[0].split(
      separator: ",", omittingEmptySubsequences: false)
    for (number, sizes) in known.operands.enumerated() {
      let hasBatch = terms[number].drop { $0 == " " }.first == "b"
      let list =
        (hasBatch ? ["batch"] : sizes.prefix(1).map(String.init))
        + sizes.dropFirst().map(String.init)
      let type = "\"f32[\(list.joined(separator: ", "))]\""
      if hasBatch {
        inputs.append("operand_\(number): \(type)")
      } else {
        parameters.append(
          "    - parameter: \(type)\n      name: operand_\(number)\n      as: operand_\(number)")
      }
    }
    return (inputs, parameters, known.operands.indices.map { "operand_\($0)" })
  }

  private static func evaluate(_ spec: CheckedSpec) throws -> [String: Buffer<Double>] {
    try ReferenceSteps.evaluate(spec) { name in
      name.hasPrefix("operand_") ? Double(name.dropFirst(8).prefix(1)) : nil
    }
  }

  @Test("2,000 random equations are read, refused and computed as a naive rule has it")
  func random() {
    for seed in 0..<2_000 {
      let fault = EinsumCheck.fault(EinsumCheck.bytes(Choices(seed: UInt64(seed))))
      #expect(fault == nil, "seed \(seed)")
    }
  }

  @Test("the resolved equation of either form has spaces")
  func resolved() throws {
    let spec = SpecFiles.check(
      text: """
        netwright: 1
        name: example
        dims: {batch: 2}
        model:
          inputs: {q: "f32[batch, 3, 4]", k: "f32[batch, 5, 4]"}
          layers:
            - einsum: btd,bsd->bts
              from: [q, k]
        """
    ).spec
    let text = try #require(spec).resolvedText
    #expect(text.contains("einsum: {equation: \"b t d, b s d -> b t s\"}"))
  }

  @Test("a matrix product is one contraction without a transposition")
  func oneContraction() throws {
    let spec = SpecFiles.check(
      text: """
        netwright: 1
        name: example
        dims: {batch: 2}
        model:
          inputs: {q: "f32[batch, 3, 4]", k: "f32[batch, 5, 4]"}
          layers:
            - einsum: b t d, b s d -> b t s
              from: [q, k]
        """
    ).spec
    let graph = try #require(spec).lower(.evaluation).graph
    #expect(graph.nodes.map { type(of: $0.op).keyword } == ["contraction"])
  }
}

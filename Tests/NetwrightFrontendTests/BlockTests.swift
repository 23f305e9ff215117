import NetwrightDiagnostics
import NetwrightFrontend
import NetwrightIR
import Testing

@Suite struct BlockTests {
  private static func spec(blocks: String, inputs: String, layers: String) -> String {
    // Nothing may be declared that nothing names.
    let width = (blocks + inputs + layers).contains("width") ? ", width: 8" : ""
    return """
      netwright: 1
      name: example
      dims: {batch: 4\(width)}
      blocks:
      \(blocks)
      model:
        inputs: {\(inputs)}
        layers:
      \(layers)

      """
  }

  private func checked(_ text: String) throws -> CheckedSpec {
    let (spec, findings) = SpecFiles.check(text: text)
    #expect(findings == "")
    return try #require(spec)
  }

  /// The graph of evaluation without the names of parameters and layers.
  private func structure(_ spec: CheckedSpec) throws -> String {
    let model = try spec.lower(.evaluation)
    var text = GraphPrinter.text(of: model.graph)
    for (index, parameter) in model.parameters.enumerated() {
      text = text.split(separator: parameter.name).joined(separator: "p\(index)")
    }
    return text
  }

  @Test("a model of blocks has the graph of the same layers written one by one")
  func sameAsWrittenOut() throws {
    let blocks = try checked(
      Self.spec(
        blocks: """
            residual:
              inputs: {x: "f32[batch, width]"}
              parameters: {hidden: integer, activation: word = relu}
              layers:
                - dense: {units: hidden, activation: activation}
                - dense: width
                - add: x
          """, inputs: "x: \"f32[batch, width]\"",
        layers: """
              - repeat: {times: 2, index: i, block: {residual: {hidden: 3 * i}}}
              - residual: {hidden: 5, activation: tanh}
                as: y
          """))
    let flat = try checked(
      Self.spec(
        blocks: "  {}", inputs: "x: \"f32[batch, width]\"",
        layers: """
              - dense: {units: 3, activation: relu}
              - dense: 8
              - add: x
                as: a
              - dense: {units: 6, activation: relu}
              - dense: 8
              - add: a
                as: b
              - dense: {units: 5, activation: tanh}
              - dense: 8
              - add: b
                as: y
          """))
    #expect(try structure(blocks) == structure(flat))
    #expect(
      blocks.parameters.map(\.name) == [
        "residual_1.dense_1.weight", "residual_1.dense_1.bias", "residual_1.dense_2.weight",
        "residual_1.dense_2.bias", "residual_2.dense_1.weight", "residual_2.dense_1.bias",
        "residual_2.dense_2.weight", "residual_2.dense_2.bias", "residual_3.dense_1.weight",
        "residual_3.dense_1.bias", "residual_3.dense_2.weight", "residual_3.dense_2.bias",
      ])
    #expect(blocks.layers.map(\.path).prefix(2) == ["residual_1.dense_1", "residual_1.dense_2"])
  }

  static let tower = spec(
    blocks: """
        inner:
          inputs: {x: "f32[batch, ?]", y: "i32[batch] in 0..<9"}
          parameters: {units: 4, rate: number = 0, bias: true}
          layers:
            - embedding: {entries: 9, width: units}
              from: y
              as: table
            - dense: {units: units, bias: bias}
              from: x
            - dropout: rate
            - add: table
        outer:
          doc: Two of another kind.
          inputs: {y: "i32[batch] in 0..<10", x: "f32[batch, width]"}
          parameters: {size: 6}
          layers:
            - inner: {units: size, rate: 1/4}
              from: [x, y]
            - dense: width
      """, inputs: "x: \"f32[batch, width]\", y: \"i32[batch] in 0..<9\"",
    layers: """
          - repeat: {times: 3, block: inner}
            from: [x, y]
            name: first
            as: middle
          - inner:
            from: [middle, y]
            as: left
          - dense: 8
            as: right
            from: middle
          - repeat: {times: 1, block: outer}
            from: [y, right]
          - concat: left
      """)

  @Test("the resolved text of nested and repeated blocks is a spec of the same graph")
  func resolved() throws {
    let spec = try checked(Self.tower)
    let again = try checked(spec.resolvedText)
    #expect(again.resolvedText == spec.resolvedText)
    #expect(
      GraphPrinter.text(of: try again.lower(.evaluation).graph)
        == GraphPrinter.text(of: try spec.lower(.evaluation).graph))
    #expect(again.parameters.map(\.name) == spec.parameters.map(\.name))
    #expect(spec.layers.map(\.path).contains("first_2.dense_1"))
    #expect(spec.layers.map(\.path).contains("outer_1.inner_1.embedding_1"))
    #expect(
      spec.resolvedText.split(separator: "\n").filter {
        $0.hasPrefix("  inner") || $0 == "  outer:"
      }
        == ["  inner:", "  inner_2:", "  outer:"])
  }

  @Test("the outline lists a repeated block once")
  func outline() throws {
    let spec = try checked(
      Self.spec(
        blocks: "  b: {inputs: {x: \"f32[batch, 8]\"}, layers: [{dense: 8}, relu]}",
        inputs: "x: \"f32[batch, 8]\"",
        layers: "    - repeat: {times: 1_000, block: b}\n    - dense: 2"))
    #expect(spec.layers.count == 2_001)
    #expect(spec.outline.map(\.path) == ["b_1", "dense_1"])
    #expect(spec.outline.map(\.lastPath) == ["b_1000", nil])
    #expect(spec.outline.map(\.parameters) == [72_000, 18])
    #expect(spec.outline[0].inner.map(\.path) == ["dense_1", "relu_1"])
  }

  private func codes(_ text: String) -> [String] {
    let bag = DiagnosticBag()
    _ = Frontend.check(file: SourceFile(path: "spec.yaml", text: text), into: bag)
    return bag.reported.map(\.code)
  }

  private static func block(_ name: String, _ layers: String) -> String {
    "  \(name): {inputs: {x: \"f32[batch, 8]\"}, layers: [\(layers)]}"
  }

  /// Robustness row 8.
  @Test("blocks that double, nest or differ in every use are refused by one finding")
  func bombs() {
    let input = "x: \"f32[batch, 8]\""
    let doubling =
      [Self.block("b0", "{dense: 8}")]
      + (1...40).map { Self.block("b\($0)", "b\($0 - 1), b\($0 - 1)") }
    #expect(
      codes(
        Self.spec(blocks: doubling.joined(separator: "\n"), inputs: input, layers: "    - b40"))
        == ["E0211"])
    let nested =
      [Self.block("b0", "{dense: 8}")]
      + (1...64).map { Self.block("b\($0)", "b\($0 - 1)") }
    let text = nested.joined(separator: "\n")
    #expect(codes(Self.spec(blocks: text, inputs: input, layers: "    - b64")) == ["E0211"])
    #expect(
      codes(
        Self.spec(
          blocks: nested.dropLast().joined(separator: "\n"), inputs: input, layers: "    - b63"))
        == [])
    let different =
      ["  b0: {inputs: {x: \"f32[batch, 8]\"}, parameters: {n: 1}, layers: [{dense: n}]}"]
      + (1...30).map {
        "  b\($0): {inputs: {x: \"f32[batch, 8]\"}, parameters: {n: 1}, "
          + "layers: [{b\($0 - 1): {n: n}}, {b\($0 - 1): {n: n + \(1 << $0)}}]}"
      }
    #expect(
      codes(
        Self.spec(blocks: different.joined(separator: "\n"), inputs: input, layers: "    - b30"))
        == ["E0211"])
  }

  @Test(
    "as many layers as a model may have can be made of blocks, and not one more",
    arguments: [(10_000, []), (10_001, ["E0105"])])
  func limit(times: Int, expected: [String]) {
    let text = Self.spec(
      blocks: Self.block("b", "relu"), inputs: "x: \"f32[batch, 8]\"",
      layers: "    - repeat: {times: \(times), block: b}")
    #expect(codes(text) == expected)
  }

  @Test("any value of any kind in any key of a block checks or is an error")
  func hostile() {
    let values =
      HostileSpecTests.integers + ["true", "relu", "x", "\"\"", "[1]", "{a: 1}", "~", ""]
    for value in values {
      for use in [
        "{b: {n: #}}", "{repeat: {times: #, block: b}}", "{repeat: {times: 2, block: #}}",
        "{repeat: {times: 2, block: b, index: #}}", "{b: #}", "{b: {r: #, w: #}}",
      ] {
        for kind in ["1", "number = 1", "flag = #", "word = relu", "#"] {
          let blocks =
            "  b: {inputs: {x: \"f32[batch, ?]\"}, "
            + "parameters: {n: \(kind), r: 0.5, w: word = relu}, "
            + "layers: [{dense: n}, {dropout: r}, {dense: {units: 2, activation: w}}]}"
          let text = Self.spec(
            blocks: blocks, inputs: "x: \"f32[batch, 8]\"", layers: "    - \(use)")
          let filled = text.split(separator: "#", omittingEmptySubsequences: false)
            .joined(separator: value)
          let bag = DiagnosticBag()
          let spec = Frontend.check(file: SourceFile(path: "spec.yaml", text: filled), into: bag)
          #expect((spec == nil) == bag.hasErrors, "\(filled)")
          for finding in bag.reported {
            #expect(finding.span != nil && finding.code != "E0901", "\(finding.code) in \(filled)")
          }
        }
      }
    }
  }
}

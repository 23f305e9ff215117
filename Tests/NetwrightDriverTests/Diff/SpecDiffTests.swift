import NetwrightDiagnostics
import NetwrightDriver
import NetwrightFrontend
import Testing

@Suite struct SpecDiffTests {
  static let base = """
    netwright: 1
    name: example
    dims: {batch: 32, width: 16}
    model:
      inputs: {x: "f32[batch, 8]"}
      targets: {t: "f32[batch, 1]"}
      layers:
        - dense: {units: width, activation: relu}
        - dropout: 10%
        - dense: width
        - relu
        - dense: 1
          as: y
    loss: {mse: {prediction: y, target: t}}
    train: {epochs: 5, optimizer: adam}
    """

  private func spec(_ text: String) throws -> CheckedSpec {
    let bag = DiagnosticBag()
    let spec = Frontend.check(file: SourceFile(path: "spec.yaml", text: text), into: bag)
    return try #require(spec, "\(bag.sorted.map(\.message))")
  }

  /// The report without its first line and its costs.
  private func report(_ old: String, _ new: String) throws -> String {
    let text = DiffReport(
      names: ("a", "b"), diff: try SpecDiff(try spec(old), try spec(new)), costs: nil
    ).text
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.count == 1 ? text : lines.dropFirst(2).joined(separator: "\n")
  }

  private func replacing(_ old: String, _ new: String) -> String {
    let parts = Self.base.split(separator: old, omittingEmptySubsequences: false)
    #expect(parts.count == 2, "`\(old)` stands there once")
    return parts.joined(separator: new)
  }

  @Test("a spec means the same as itself")
  func same() throws { #expect(try report(Self.base, Self.base) == "no change in meaning") }

  @Test("layout, prose, names of dimensions, values written out and blocks mean nothing")
  func sameMeaning() throws {
    let other = """
      # Another way to say the same.
      train: {optimizer: {adam: {beta1: 90%}}, epochs: 5}
      netwright: 1
      doc: Prose.
      name: example
      dims: {batch: 32, four: 2 + 2, wide: 4 * four}
      blocks:
        bent: {inputs: {z: "f32[batch, ?]"}, layers: [relu]}
      model:
        targets: {t: "f32[batch, 1]"}
        inputs: {x: "f32[batch, 8]"}
        layers:
          - dense: {units: 16, activation: relu}
          - dropout: 0.1
          - dense: wide
          - bent
          - dense: {units: 1, bias: true}
            as: y
      loss: {mse: {prediction: y, target: t}}
      """
    #expect(try report(Self.base, other) == "no change in meaning")
  }

  @Test("layers that do not depend on one another may change places")
  func order() throws {
    func spec(_ layers: String) -> String {
      """
      netwright: 1
      name: example
      dims: {batch: 4}
      model:
        inputs: {x: "f32[batch, 8]"}
        layers:
      \(layers)
          - add: [a, b]
            from: c
      """
    }
    let one = ["a", "b", "c"].map { name in
      "    - dense: 8\n      from: x\n      name: of_\(name)\n      as: \(name)"
    }
    #expect(
      try report(
        spec(one.joined(separator: "\n")), spec([one[2], one[0], one[1]].joined(separator: "\n")))
        == "no change in meaning")
  }

  @Test("a key of a layer, training and what becomes of the checkpoint")
  func changedKeys() throws {
    let text = try report(
      Self.base, replacing("- dense: width", "- dense: {units: 24, activation: tanh}"))
    #expect(
      text == """
        model
          ~ dense_2  units: 16 → 24; activation: none → tanh; output: f32[batch, 16] → f32[batch, 24]
          ~ relu_1   output: f32[batch, 16] → f32[batch, 24]

        checkpoint
          3 of 6 tensors carry over
          ~ dense_2.weight  f32[16, 16] → f32[16, 24]
          ~ dense_2.bias    f32[16] → f32[24]
          ~ dense_3.weight  f32[16, 1] → f32[24, 1]
        """)
  }

  @Test("an inserted layer renames those after it, and how to keep their tensors is said")
  func inserted() throws {
    let text = try report(
      Self.base, replacing("    - dropout: 10%\n", "    - dense: 16\n    - dropout: 10%\n"))
    #expect(
      text == """
        model
          + dense_2            dense: {units: 16}; f32[batch, 16]
          = dense_2 → dense_3  renamed
          = dense_3 → dense_4  renamed

        checkpoint
          4 of 8 tensors carry over
          ~ dense_3.weight                   f32[16, 1] → f32[16, 16]
          ~ dense_3.bias                     f32[1] → f32[16]
          = dense_3.weight → dense_4.weight  f32[16, 1]
          = dense_3.bias → dense_4.bias      f32[1]
          help: `name: dense_3` beside the layer keeps the names of its tensors
        """)
  }

  @Test("training, dimensions, loss and the seed are told by their keys")
  func sections() throws {
    let adam =
      "{adam: {learning_rate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-08, "
      + "weight_decay: 0.0, amsgrad: false}}"
    let sgd =
      "{sgd: {learning_rate: 0.1, momentum: 0.0, dampening: 0.0, nesterov: false, "
      + "weight_decay: 0.0}}"
    #expect(
      try report(
        Self.base,
        replacing(
          "epochs: 5, optimizer: adam", "steps: 9, optimizer: {sgd: {learning_rate: 0.1}}, seed: 3")
      ) == """
        train
          - epochs     5
          ~ seed       0 → 3
          ~ optimizer  \(adam) → \(sgd)
          + steps      9

        checkpoint
          all 6 tensors carry over
          the optimizer starts anew
        """)
    #expect(
      try report(Self.base, replacing("batch: 32", "batch: 8")) == """
        dims
          ~ batch  32 → 8

        checkpoint
          all 6 tensors carry over
        """)
  }

  @Test("what other random numbers are drawn for is a change although all layers look the same")
  func randomPaths() throws {
    let text = try report(
      Self.base, replacing("- dropout: 10%", "- dropout: 10%\n      name: other"))
    #expect(text.hasPrefix("model\n  = dropout_1 → other  renamed\n"))
  }

  @Test("layers of repeated blocks are told once")
  func repeated() throws {
    func spec(_ units: String) -> String {
      """
      netwright: 1
      name: example
      dims: {batch: 4}
      blocks:
        b: {inputs: {z: "f32[batch, 8]"}, layers: [{dense: \(units)}, {dense: 8}]}
      model:
        inputs: {x: "f32[batch, 8]"}
        layers: [{repeat: {times: 12, block: b}}]
      """
    }
    #expect(
      try report(spec("4"), spec("5")) == """
        model
          ~ b_1.dense_1 … b_12.dense_1  units: 4 → 5; output: f32[batch, 4] → f32[batch, 5] (12 times)

        checkpoint
          12 of 48 tensors carry over
          ~ b_1.dense_1.weight … b_12.dense_1.weight  f32[8, 4] → f32[8, 5] (12 times)
          ~ b_1.dense_1.bias … b_12.dense_1.bias      f32[4] → f32[5] (12 times)
          ~ b_1.dense_2.weight … b_12.dense_2.weight  f32[4, 8] → f32[5, 8] (12 times)
        """)
  }
}

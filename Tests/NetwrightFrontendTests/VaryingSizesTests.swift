import NetwrightDiagnostics
import NetwrightFrontend
import NetwrightIR
import NetwrightPasses
import NetwrightTensor
import Testing

/// Dimensions with ranges: symbolic while checking, numbers when bound.
@Suite struct VaryingSizesTests {
  static let spec = SourceFile(
    path: "spec.yaml",
    text: """
      netwright: 1
      name: example
      dims:
        batch: {range: 1..64, default: 4}
        seq: {range: 8..1024, multiple_of: 8, default: 16}
        half: seq // 2
        side: {range: 4.., multiple_of: 2, default: 6}
        heads: 2
        width: 4 * heads
      model:
        inputs: {tokens: "i32[batch, seq] in 0..<10", image: "f32[batch, side, side, 3]"}
        targets: {next: "i32[batch, seq] in 0..<10"}
        layers:
          - embedding: {entries: 10, width: width}
            from: tokens
          - position_embedding: 1024
          - attention: {heads: heads}
          - reshape: [half, 2 * width]
          - reshape: [2 * half, width]
          - gru: width
          - dense: 10
            as: logits
          - conv2d: {filters: 2, kernel: 3, stride: 2, padding: 1}
            from: image
          - max_pool2d: 2
          - global_avg_pool2d: {}
            as: seen
      loss: {cross_entropy: {logits: logits, target: next}}
      expect: {seen: "f32[batch, 2]", logits: "f32[batch, seq, 10]"}

      """)

  private func check(_ sets: String...) -> (spec: CheckedSpec?, findings: String) {
    SpecFiles.check(Self.spec, overrides: sets.compactMap { Override(argument: $0) })
  }

  @Test("types name the dimensions that may vary, and defaults bind them")
  func symbolic() throws {
    let (spec, findings) = check()
    #expect(findings == "")
    let checked = try #require(spec)
    #expect(checked.binding == ["batch": 4, "seq": 16, "side": 6])
    let types = checked.layers.map(\.type.description)
    #expect(types[0] == "f32[batch, seq, 8]")
    #expect(types[3] == "f32[batch, seq // 2, 16]")
    #expect(types[6] == "f32[batch, seq, 10]")
    #expect(types[7] == "f32[batch, side // 2, side // 2, 2]")
    let graph = try checked.lower(.evaluation).graph
    #expect(graph.inputs[0].name == "tokens")
    let bound = try BindDimensions(checked.binding).run(on: graph)
    let sizes = bound.outputs.map { bound.type(of: $0.value).description }
    #expect(sizes == ["f32[4, 16, 10]", "f32[4, 2]", "f32[4]"])
  }

  @Test("a dimension that is set is bound, and checked for its whole range all the same")
  func binding() throws {
    let checked = try #require(check("dims.seq=256", "dims.batch=1").spec)
    #expect(checked.binding == ["batch": 1, "seq": 256, "side": 6])
    #expect(checked.layers[0].type.description == "f32[batch, seq, 8]")
    let narrow = check("dims.seq={range: 8..16, multiple_of: 8}").spec
    #expect(narrow?.binding["seq"] == 16)
    // Another range is checked as such: halves no longer come out even.
    #expect(check("dims.seq=8..16").findings.hasPrefix("error[E0308]: cannot prove that 16"))
  }

  @Test("what is set must be admitted")
  func unadmitted() {
    for (argument, message) in [
      ("dims.seq=12", "error[E0105]: `seq` cannot be 12"),
      ("dims.seq=2048", "error[E0105]: `seq` cannot be 2048"),
      ("dims.batch=65", "error[E0105]: `batch` cannot be 65"),
      ("dims.seq=0", "error[E0105]: expected a whole number from 1, found `0`"),
    ] {
      let (spec, findings) = check(argument)
      #expect(spec == nil)
      #expect(findings.hasPrefix(message), "\(findings)")
      let column = argument.prefix { $0 != "=" }.count + 2
      #expect(findings.contains("--> <--set>:1:\(column)\n"))
    }
  }

  @Test("the resolved spec keeps the ranges and checks again to the same")
  func resolved() throws {
    let first = try #require(check().spec)
    #expect(
      first.resolvedText.contains(
        "dims: {batch: {range: 1..64, default: 4}, seq: {range: 8..1024, multiple_of: 8, "
          + "default: 16}, side: {range: 4.., multiple_of: 2, default: 6}}\n"))
    let (second, findings) = SpecFiles.check(text: first.resolvedText)
    #expect(findings == "")
    #expect(second?.resolvedText == first.resolvedText)
  }

  /// Binds every admitted size of two dimensions: what passed must hold for each.
  @Test("what has been checked builds for every admissible size")
  func everySize() throws {
    let checked = try #require(check().spec)
    let graph = try checked.lower(.training).graph
    for seq in stride(from: 8, through: 1024, by: 72) {
      for side in stride(from: 4, through: 20, by: 2) {
        let bound = try BindDimensions(["batch": 1 + seq % 3, "seq": seq, "side": side])
          .run(on: graph)
        #expect(GraphVerifier.faults(in: bound) == [])
      }
    }
  }
}

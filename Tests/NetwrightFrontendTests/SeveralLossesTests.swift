import NetwrightFrontend
import NetwrightIR
import Testing

@Suite struct SeveralLossesTests {
  private func spec(loss: String, outputs: String = "") -> String {
    """
    netwright: 1
    name: example
    dims: {batch: 4}
    model:
      inputs: {x: "f32[batch, 3]", z: "f32[batch, 2]"}
      targets: {t: "f32[batch, 1]", k: "i32[batch] in 0..<3"}
      layers:
        - dense: 5
          from: x
          as: left
        - dense: 5
          from: z
        - add: left
          as: both
        - dense: 1
          as: value
        - dense: 3
          from: both
          as: logits
    \(outputs)
    loss: \(loss)
    evaluate: {metrics: [accuracy, mae]}

    """
  }

  private func checked(_ text: String) throws -> CheckedSpec {
    let (spec, findings) = SpecFiles.check(text: text)
    #expect(findings == "")
    return try #require(spec)
  }

  private static let mse = "{mse: {prediction: value, target: t}, weight: 0.25, name: price}"
  private static let entropy = "{cross_entropy: {logits: logits, target: k}}"

  @Test("a list of one loss makes the graph of the loss alone")
  func one() throws {
    let alone = """
      netwright: 1
      name: example
      dims: {batch: 4}
      model:
        inputs: {x: "f32[batch, 3]"}
        targets: {k: "i32[batch] in 0..<3"}
        layers: [{dense: 3, as: logits}]
      loss:
      """
    let single = try checked("\(alone) \(Self.entropy)\n")
    let listed = try checked("\(alone) [\(Self.entropy)]\n")
    #expect(listed.resolvedText == single.resolvedText)
    #expect(
      GraphPrinter.text(of: try listed.lower(.training).graph)
        == GraphPrinter.text(of: try single.lower(.training).graph))
  }

  @Test("metrics compare what the first loss does that they fit")
  func metrics() throws {
    let checked = try checked(spec(loss: "[\(Self.mse), \(Self.entropy)]"))
    let uses = checked.metrics.map { "\($0.name) of \($0.output) and \($0.target)" }
    #expect(uses == ["accuracy of logits and k", "mae of value and t"])
  }

  @Test("the loss of a row is the weighted sum of those of all terms")
  func sum() throws {
    let graph = try checked(spec(loss: "[\(Self.mse), \(Self.entropy)]")).lower(.evaluation).graph
    let total = try #require(graph.output(named: "loss"))
    let sum = try #require(graph.producer(of: total.value))
    #expect(sum.keyword == "add")
    let weighted = try #require(graph.producer(of: sum.inputs[0]))
    #expect(weighted.keyword == "multiply")
    let text = GraphPrinter.text(of: graph)
    #expect(text.contains("0.25"))
    #expect(graph.producer(of: sum.inputs[1])?.keyword != "multiply")
  }

  @Test("declared outputs are given under their names, what losses compare behind them")
  func outputs() throws {
    let loss = "[\(Self.mse), \(Self.entropy)]"
    let named = try checked(spec(loss: loss, outputs: "  outputs: {scores: logits, hidden: both}"))
    #expect(named.outputs.map(\.name) == ["scores", "hidden", "value"])
    #expect(named.metrics.map(\.output) == ["scores", "value"])
    let again = try checked(named.resolvedText)
    #expect(again.resolvedText == named.resolvedText)
    #expect(try checked(spec(loss: loss)).outputs.map(\.name) == ["value", "logits"])
  }
}

import NetwrightDiagnostics
import NetwrightDriver
import NetwrightFrontend
import NetwrightIR
import NetwrightOps
import NetwrightPasses
import NetwrightSelfCheck
import NetwrightTensor
import Testing

/// Small specs in the engines of this process.
@Suite struct SpecCheckTests {
  private static let dense = """
    netwright: 1
    name: dense
    dims: {batch: 3}
    model:
      inputs: {x: "f32[batch, 5]"}
      targets: {label: "i32[batch] in 0..<4"}
      layers:
        - dense: {units: 7, activation: tanh}
        - dense: 4
          as: logits
    loss: {cross_entropy: {logits: logits, target: label}}
    train: {steps: 10, optimizer: {adam: {learning_rate: 1e-2}}}
    """

  private static let sequence = """
    netwright: 1
    name: sequence
    dims: {batch: 2, positions: 5, characters: 9}
    model:
      inputs: {text: "i32[batch, positions] in 0..<characters"}
      targets: {next: "i32[batch, positions] in 0..<characters"}
      layers:
        - embedding: {entries: characters, width: 8}
        - LAYER
        - dense: characters
          as: logits
    loss: {cross_entropy: {logits: logits, target: next}}
    train: {steps: 10, optimizer: {adamw: {learning_rate: 1e-2, weight_decay: 0.01}}}
    """

  private static let specs = [
    ("dense", dense),
    ("lstm", sequence.replacing("LAYER", with: "lstm: {units: 8}")),
    ("gru", sequence.replacing("LAYER", with: "gru: {units: 8}")),
    ("attention", sequence.replacing("LAYER", with: "attention: {heads: 2, causal: true}")),
  ].map { Case(name: $0, text: $1) }

  struct Case: Sendable, CustomStringConvertible {
    let name: String
    let text: String
    var description: String { name }
  }

  private func spec(_ test: Case) throws -> CheckedSpec {
    let bag = DiagnosticBag()
    let file = SourceFile(path: "spec.yaml", text: test.text)
    let spec = Frontend.check(file: file, into: bag)
    return try #require(spec, "\(bag.reported.map(\.message))")
  }

  @Test("all engines of this process agree on a spec", arguments: specs)
  func agreement(test: Case) throws {
    var options = SelfCheckCommand.Options()
    options.compiles = false
    let rows = try SpecCheck(spec(test), options).rows(Session())
    #expect(rows.count == 9)
    let wrong = rows.filter { !$0.agrees }
    #expect(wrong.isEmpty, "\(wrong)")
    let silent = rows.dropLast().filter { $0.gradient == nil && $0.state == nil }
    #expect(silent.isEmpty, "\(silent)")
  }

  @Test("a gradient rule with a mistake is found, inside loops too", arguments: specs)
  func brokenRule(test: Case) throws {
    let spec = try spec(test)
    let compilation = Compilation(spec, exposesGradients: true)
    // Attention has no tangent: the mistake is in its own rule.
    let keyword = test.name == "attention" ? Attention.keyword : HyperbolicTangent.keyword
    let forward = try doublingGradients(of: keyword, in: compilation.decomposed(.training))
    let source = StepSource(forward) { try compilation.differentiated($0) }
    let graph = try source.step(of: forward)
    let inputs = SpecInputs.make(for: graph, spec, seed: 1)
    let check = try SelfCheck(source, inputs, samples: 40)
    let row = try check.finiteDifferences()
    #expect(row.culprit == .gradientRule)
    // All engines compute the same wrong gradient.
    #expect(check.singlePrecision().agrees)
    let report = SelfCheckReport(
      name: test.name, batch: spec.batch, wholeBatch: spec.batch, seed: 1,
      tensors: check.reference.gradients[0], losses: check.reference.losses, rows: [row])
    let finding = try #require(report.diagnostics(in: graph).first)
    #expect(finding.code == "E0710")
    #expect(
      finding.message
        == "finite differences, f64: gradient of all parameters in step 1 is wrong; to blame: "
        + "a gradient rule")
    #expect(report.text.hasSuffix("1 of 1 engines disagree"))
  }

  @Test("a pass that may be left out is named with the switch that does so")
  func help() throws {
    var row = SelfCheck.Row(.optimizedDouble)
    row.culprit = .pass(FoldConstants.name, place: 6)
    let report = SelfCheckReport(
      name: "x", batch: 1, wholeBatch: 1, seed: 1, tensors: [:], losses: [], rows: [row])
    let graph = try GraphBuilder(name: "x").finish()
    #expect(
      report.diagnostics(in: graph).map(\.helps) == [
        [
          "this is a fault of Netwright; please report it with the spec; until it is mended, "
            + "`--without fold-constants` leaves the pass out"
        ]
      ])
  }

  private func doublingGradients(of keyword: String, in graph: Graph) throws -> Graph {
    var copier = GraphCopier(graph)
    copier.copyInputs()
    for node in graph.nodes {
      if node.keyword == keyword {
        let results = copier.builder.apply(
          doubled(node.op), list: node.inputs.map(copier.new), regions: [])
        for (old, new) in zip(node.results, results) { copier.set(old, to: new) }
      } else {
        copier.copy(
          node, regions: try node.regions.map { try doublingGradients(of: keyword, in: $0) })
      }
    }
    copier.copyOutputs()
    return try copier.builder.finish()
  }

  private func doubled(_ op: some Op) -> any Op { DoubledGradient(wrapped: op) }
}

/// An op whose gradient rule gives twice the gradient.
private struct DoubledGradient<Wrapped: Op>: Op {
  static var keyword: String { Wrapped.keyword }
  static var traits: OpTraits { Wrapped.traits }
  static var examples: [OpExample] { Wrapped.examples }
  let wrapped: Wrapped

  init(wrapped: Wrapped) { self.wrapped = wrapped }
  init(attributes: AttributeReader) throws(AttributeError) {
    wrapped = try Wrapped(attributes: attributes)
  }

  var attributes: [Attribute] { wrapped.attributes }

  func resultTypes(
    of inputs: [Operand], regions: [Graph], in context: ShapeContext
  ) throws(ShapeError) -> [TensorType] {
    try wrapped.resultTypes(of: inputs, regions: regions, in: context)
  }

  func evaluate<Scalar: ReferenceScalar>(_ call: inout ReferenceCall<Scalar>) {
    wrapped.evaluate(&call)
  }

  func gradient(at site: GradientSite, in graph: inout GraphBuilder) -> [Value?] {
    wrapped.gradient(at: site, in: &graph).map { $0.map { graph.add($0, $0) } }
  }
}

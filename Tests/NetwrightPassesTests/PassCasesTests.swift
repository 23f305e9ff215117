import NetwrightIR
import NetwrightInterpreter
import NetwrightOps
import NetwrightPasses
import NetwrightSelfCheck
import NetwrightTensor
import Testing

/// Cases are text in, text out: `Cases/PASS/CASE.irtest`. Both halves are verified, interpreted on
/// the same numbers, and compared. `BLESS=1` writes second halves, and fails.
@Suite struct PassCasesTests {
  @Test("rewrites the graph as the case says", arguments: CaseFiles.all)
  func rewrites(path: String) throws {
    let file = try #require(CaseFiles.read(path))
    let test = try #require(PassCase(file), "\(path) names no pass in its first line")
    #expect(path.hasPrefix("\(test.passName)/") && path.hasSuffix(".irtest"), "an orphan: \(path)")
    let pass = try #require(test.pass, "there is no pass \(test.passName)")
    let before = try Self.parsed(test.before)
    let made = GraphPrinter.text(of: try pass.run(on: before))
    if CaseFiles.blesses, made != test.after {
      CaseFiles.write(test.before + PassCase.separator + made, to: path)
      Issue.record("\(path) was written anew")
      return
    }
    #expect(made == test.after)
    try #require(!test.after.isEmpty, "\(path) has no second half")
    let after = try Self.parsed(test.after)
    #expect(GraphPrinter.text(of: after) == test.after, "it reads back as another graph")
    try Self.expectSameValues(before, after, test)
  }

  @Test("every pass has cases")
  func cover() {
    let folders = Set(CaseFiles.all.map { String($0.prefix { $0 != "/" }) })
    #expect(folders.sorted() == PassCase.passNames.sorted())
  }

  private static func parsed(_ text: String) throws -> Graph {
    let graph = try GraphParser.graph(text, ops: opRegistry)
    #expect(GraphVerifier.faults(in: graph) == [], "\(text)")
    return graph
  }

  private static func expectSameValues(_ before: Graph, _ after: Graph, _ test: PassCase) throws {
    // Unbound dimensions have no sizes to interpret: the first half of `bind-dimensions`.
    guard test.binding.isEmpty else { return }
    let inputs = SeededInputs.of(before, seed: 7)
    // What f32 cannot hold is infinite in a folded constant, and so in kernels.
    let folds = test.passName == FoldConstants.name
    let precision: ReferenceInterpreter.Precision = folds ? .f32 : .f64
    let expected = try ReferenceInterpreter.run(before, inputs: inputs, precision: precision)
    let found = try ReferenceInterpreter.run(after, inputs: inputs, precision: precision)
    let distance = SeededInputs.distance(expected, found)
    #expect(distance <= PassTolerance.of(test.passName), "values differ by \(distance)")
  }
}

/// How far a pass may move values of the interpreter in `Double`.
enum PassTolerance {
  /// Constants that are folded are rounded to `f32`, half a unit in the last place each; the others
  /// round a few operations otherwise.
  static func of(_ pass: String) -> Double { pass == FoldConstants.name ? 1e-6 : 1e-12 }
}

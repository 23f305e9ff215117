import NetwrightIR
import NetwrightInterpreter
import NetwrightOps
import NetwrightTensor
import Testing

/// What holds for every example of every op.
@Suite struct ExampleTests {
  @Test("no two ops share a keyword")
  func keywords() {
    let keywords = opRegistry.map { $0.keyword }
    #expect(Set(keywords).count == keywords.count)
  }

  @Test("every op but `fused`, which has no text of its own, has examples")
  func examples() {
    let missing = opRegistry.filter { $0.examples.isEmpty }.map { $0.keyword }
    #expect(missing == ["fused"])
  }

  @Test("the shape rule gives the types that the example states", arguments: OpCase.all)
  func shapes(of test: OpCase) throws {
    let types = try test.example.op.resultTypes(
      of: test.example.inputs.map { Operand($0) }, regions: test.example.regions,
      in: ShapeContext())
    #expect(types == test.example.results)
  }

  @Test("text comes back from text", arguments: OpCase.all)
  func text(of test: OpCase) throws {
    let text = GraphPrinter.text(of: try test.graph())
    #expect(GraphPrinter.text(of: try GraphParser.graph(text, ops: opRegistry)) == text)
  }

  @Test("the reference fills a result of the stated size", arguments: OpCase.all)
  func evaluation(of test: OpCase) throws {
    for precision in [ReferenceInterpreter.Precision.f32, .f64] {
      let results = try ReferenceInterpreter.run(
        test.graph(), inputs: test.inputValues(), precision: precision)
      for (index, type) in test.example.results.enumerated() {
        #expect(results["y\(index)"]?.sizes == type.sizes)
        #expect(results["y\(index)"]?.elements.contains { $0.isNaN } == false)
      }
    }
  }

  @Test("an operand more than the op takes is refused", arguments: OpCase.all)
  func operandCount(of test: OpCase) {
    guard test.keyword != "concatenate" else { return }
    let (inputs, extra) = (test.example.inputs, TensorType.scalar())
    #expect(
      throws: ShapeError.operandCount(expected: inputs.count, found: inputs.count + 1)
    ) {
      try test.example.op.resultTypes(
        of: (inputs + [extra]).map { Operand($0) }, regions: test.example.regions,
        in: ShapeContext())
    }
  }
}

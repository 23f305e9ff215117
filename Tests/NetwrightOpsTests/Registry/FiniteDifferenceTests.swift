import NetwrightIR
import NetwrightInterpreter
import NetwrightTensor
import Testing

/// Gradients against central differences in f64.
@Suite struct FiniteDifferenceTests {
  static let cases = OpCase.all.filter { test in
    !test.traits.contains(.opaqueToGradient) && test.example.results[0].dtype.isFloat
      && test.example.inputs.contains { $0.dtype.isFloat }
  }

  @Test("the gradient is the slope of the op", arguments: cases)
  func gradient(of test: OpCase) throws {
    try compare(test, test.gradientGraph())
  }

  @Test(
    "the gradient that a composite op states is the slope of its parts",
    arguments: cases.filter { $0.traits.contains(.ownGradient) })
  func ownGradient(of test: OpCase) throws {
    try compare(test, test.gradientGraph(keepsOwnGradient: true))
  }

  private func compare(_ test: OpCase, _ graph: Graph) throws {
    let loss = try test.gradientGraph(differentiated: false)
    var random = Congruential(seed: 7)
    var inputs = test.inputValues()
    let result = test.example.results[0]
    inputs["weight"] = Buffer(
      sizes: result.sizes, elements: (0..<result.elementCount).map { _ in random.signed() })
    let found = try ReferenceInterpreter.run(graph, inputs: inputs, precision: .f64)
    for (index, type) in test.example.inputs.enumerated() where type.dtype.isFloat {
      let gradient = found["g\(index)"] ?? Buffer(sizes: type.sizes, repeating: 0)
      #expect(gradient.sizes == type.sizes)
      for element in 0..<type.elementCount {
        let slope = try slope(of: loss, at: element, of: "x\(index)", inputs)
        let bound = 1e-5 + 1e-3 * slope.magnitude
        #expect(
          (gradient[element] - slope).magnitude <= bound,
          "input \(index), element \(element): \(gradient[element]), slope \(slope)")
      }
    }
  }

  private func slope(
    of graph: Graph, at element: Int, of name: String, _ inputs: [String: Buffer<Double>]
  ) throws -> Double {
    let step = 1e-6
    var losses: [Double] = []
    for sign in [1.0, -1.0] {
      var moved = inputs
      moved[name]?[element] += sign * step
      let results = try ReferenceInterpreter.run(graph, inputs: moved, precision: .f64)
      losses.append(try #require(results["loss"])[0])
    }
    return (losses[0] - losses[1]) / (2 * step)
  }
}

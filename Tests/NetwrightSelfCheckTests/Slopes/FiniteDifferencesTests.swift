import NetwrightIR
import NetwrightOps
import NetwrightSelfCheck
import NetwrightTensor
import Testing

@Suite struct FiniteDifferencesTests {
  /// Slopes of the mean of two parameters.
  private func slopes(at values: [Double]) throws -> FiniteDifferences {
    var builder = GraphBuilder(name: "mean")
    let w = builder.input("w", TensorType(sizes: [2]), role: .parameter)
    builder.output("loss", builder.mean(w, axes: [0]), role: .loss)
    let inputs: Tensors = ["w": Buffer(sizes: [2], elements: values)]
    let gradients: Tensors = ["w": Buffer(sizes: [2], elements: [0.5, 0.5])]
    return try FiniteDifferences(
      of: builder.finish(), inputs: inputs, gradients: gradients, samples: 2, seed: 1)
  }

  @Test("one direction and each sample give a slope")
  func counts() throws {
    let found = try slopes(at: [1, 3])
    #expect(found.summary == "3 slopes")
    #expect(found.differences.isEmpty)
  }

  @Test("where the loss is not finite nothing is measured, and that is said")
  func infiniteLoss() throws {
    let found = try slopes(at: [.infinity, 3])
    #expect(found.summary == "no slopes: the loss is inf")
    #expect(found.slopes.isEmpty)
  }
}

import NetwrightSelfCheck
import NetwrightTensor
import Testing

@Suite struct ComparisonTests {
  private func vector(_ elements: [Double]) -> Buffer<Double> {
    Buffer(sizes: [elements.count], elements: elements)
  }

  @Test("gradients that an engine must give and does not are infinitely far off")
  func missingGradients() {
    let gradients: Tensors = ["w": vector([1, 2])]
    let reference = StepRecord(losses: [1, 1], gradients: [gradients, gradients], state: [:])
    for missing in [[], [[:], [:]]] as [[Tensors]] {
      let silent = StepRecord(losses: [1, 1], gradients: missing, state: [:])
      let comparison = Comparison(silent, against: reference, from: [:], .smooth)
      #expect(comparison.gradient == .infinity)
      let titles = comparison.differences.map(\.title)
      #expect(titles == ["gradient of w in step 1", "gradient of w in step 2"])
      let others = Comparison(
        silent, against: reference, from: [:], .smooth, givesGradients: false)
      #expect(others.differences.isEmpty)
    }
  }

  @Test("a slot belongs to the parameter with the longest name that it ends in")
  func longestName() {
    // The second element of `b.w` gets next to no gradient: what an optimizer makes of it may be
    // anything. That of `w` is certain.
    let gradients: Tensors = ["w": vector([1, 1]), "b.w": vector([1, 1e-9])]
    let initial: Tensors = ["momentum.b.w": vector([0, 0]), "momentum.w": vector([0, 0])]
    func record(_ second: Double, _ name: String) -> StepRecord {
      var state: Tensors = ["momentum.b.w": vector([1, 1]), "momentum.w": vector([1, 1])]
      state[name] = vector([1, second])
      return StepRecord(losses: [1, 1], gradients: [gradients, gradients], state: state)
    }
    func differences(_ name: String) -> [String] {
      Comparison(record(2, name), against: record(1, name), from: initial, .smooth)
        .differences.map(\.name)
    }
    #expect(differences("momentum.b.w") == [])
    #expect(differences("momentum.w") == ["momentum.w"])
  }
}

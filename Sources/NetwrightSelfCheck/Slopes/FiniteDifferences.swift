import NetwrightIR
import NetwrightInterpreter
import NetwrightTensor

/// Gradients against central differences of the loss, in `f64`: one direction through all
/// parameters at once, and single elements. As PyTorch's gradcheck with eps 1e-6 and rtol 1e-3, but
/// with atol 1e-7 of the loss, so that the small gradients of deep networks count as well.
package struct FiniteDifferences {
  /// One slope, measured and as the gradient has it.
  package struct Slope: Sendable {
    /// The parameter, or `nil` for the direction through all of them.
    package let name: String?
    package let element: Int
    package let measured: Double
    package let stated: Double
    /// What may be off whatever the slope.
    package let slack: Double

    /// The distance relative to the measured slope, beyond an absolute share.
    package var distance: Double {
      let gap = (measured - stated).magnitude
      return gap / max(measured.magnitude, stated.magnitude, 1e3 * slack)
    }
    package var agrees: Bool { (measured - stated).magnitude <= slack + 1e-3 * measured.magnitude }
  }

  package private(set) var slopes: [Slope] = []
  /// Where two steps of different length gave different slopes: the loss has a kink there.
  package private(set) var kinks = 0

  /// The loss from which everything moves; where it is not finite, nothing is measured.
  package private(set) var startingLoss = 0.0

  private let loss: InterpreterEngine
  private let lossName: String
  private let inputs: Tensors
  private var slack = 1e-7

  /// - Parameters:
  ///   - graph: of the training step; only what its loss needs is run.
  ///   - inputs: state and batch together.
  ///   - gradients: by the names of parameters.
  ///   - samples: how many single elements are moved; every parameter gets its turn.
  package init(
    of graph: Graph, inputs: Tensors, gradients: Tensors, samples: Int, seed: UInt64
  ) throws {
    guard let output = graph.outputs.first(where: { $0.role == .loss }) else {
      throw ReferenceInterpreter.Failure.graph("there is no loss")
    }
    lossName = output.name
    let part = try GraphPart.withOpaqueResultsAsInputs(
      GraphPart.needed(for: [output], of: graph))
    let constants = try InterpreterEngine(part.values, .f64).run(inputs)
    self.inputs = inputs.merging(constants) { $1 }
    loss = try InterpreterEngine(part.graph, .f64)
    startingLoss = try loss.run(self.inputs)[output.name]?.elements.first ?? .nan
    guard startingLoss.isFinite else { return }
    slack *= max(1, startingLoss.magnitude)
    var numbers = SeededNumbers(seed)
    try measureDirection(gradients, &numbers)
    try measureElements(gradients, samples, &numbers)
  }

  /// `16 slopes, 2 kinks`, or why there are none.
  package var summary: String {
    guard startingLoss.isFinite else { return "no slopes: the loss is \(startingLoss)" }
    let measured = slopes.isEmpty ? "no slopes" : "\(slopes.count) slopes"
    return kinks == 0 ? measured : "\(measured), \(kinks) kinks"
  }

  package var worst: Slope? { slopes.max { $0.distance < $1.distance } }
  package var differences: [Slope] { slopes.filter { !$0.agrees } }

  /// A unit vector through the space of all parameters.
  private mutating func measureDirection(
    _ gradients: Tensors, _ numbers: inout SeededNumbers
  ) throws {
    for _ in 0..<4 {
      var direction: Tensors = [:]
      var square = 0.0
      for (name, gradient) in gradients.sorted(by: { $0.key < $1.key }) {
        // Half of the signs follow the gradient, so that the slope is not small by chance.
        let elements = gradient.elements.map { element -> Double in
          let number = numbers.number()
          return numbers.happens(50) && element != 0
            ? (element < 0 ? -1 : 1) * number.magnitude : number
        }
        square += elements.reduce(0) { $0 + $1 * $1 }
        direction[name] = Buffer(sizes: gradient.sizes, elements: elements)
      }
      guard square > 0 else { return }
      let scale = 1 / square.squareRoot()
      var stated = 0.0
      for (name, gradient) in gradients {
        for (a, b) in zip(gradient.elements, direction[name]?.elements ?? []) {
          stated += a * b * scale
        }
      }
      if let measured = try slope(along: direction, scale: scale, stated: stated) {
        slopes.append(
          Slope(name: nil, element: 0, measured: measured, stated: stated, slack: slack))
        return
      }
      kinks += 1
    }
  }

  private mutating func measureElements(
    _ gradients: Tensors, _ samples: Int, _ numbers: inout SeededNumbers
  ) throws {
    let names = gradients.keys.sorted().filter { gradients[$0]?.count != 0 }
    guard !names.isEmpty else { return }
    for sample in 0..<samples {
      let name = names[sample % names.count]
      guard let gradient = gradients[name] else { continue }
      let element = numbers.below(gradient.count)
      var direction = Buffer(sizes: gradient.sizes, repeating: 0.0)
      direction[element] = 1
      if let measured = try slope(along: [name: direction], scale: 1, stated: gradient[element]) {
        slopes.append(
          Slope(
            name: name, element: element, measured: measured, stated: gradient[element],
            slack: slack))
      } else {
        kinks += 1
      }
    }
  }

  /// The slope of the loss along a direction; `nil` where it is not what the gradient states and
  /// the loss has a kink within a step.
  private func slope(
    along direction: Tensors, scale: Double, stated: Double
  ) throws -> Double? {
    let wide = try slope(along: direction, scale: scale, step: 1e-6)
    if (wide - stated).magnitude <= slack + 1e-3 * wide.magnitude { return wide }
    let narrow = try slope(along: direction, scale: scale, step: 4e-7)
    return (wide - narrow).magnitude <= 3e-4 * wide.magnitude + slack ? wide : nil
  }

  private func slope(along direction: Tensors, scale: Double, step: Double) throws -> Double {
    var losses: [Double] = []
    for sign in [step, -step] {
      var moved = inputs
      for (name, part) in direction {
        for (place, element) in part.elements.enumerated() where element != 0 {
          moved[name]?[place] += sign * scale * element
        }
      }
      losses.append(try loss.run(moved)[lossName]?.elements.first ?? .nan)
    }
    return (losses[0] - losses[1]) / (2 * step)
  }
}

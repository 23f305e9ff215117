import NetwrightAutodiff
import NetwrightFrontend
import NetwrightIR
import NetwrightInterpreter
import NetwrightPasses
import NetwrightTensor
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Of a tensor: Σ x, Σ x · cos(i), the largest magnitude.
struct Figures: Sendable {
  let name: String
  let sum: Double
  let wave: Double
  let most: Double

  init(_ name: String, _ sum: Double, _ wave: Double, _ most: Double) {
    self.name = name
    self.sum = sum
    self.wave = wave
    self.most = most
  }

  /// Holds a tensor against the figures.
  func expect(_ elements: [Double], within tolerance: Double = 1e-12) {
    let wave = elements.enumerated().reduce(0.0) { $0 + $1.element * cos(Double($1.offset)) }
    #expect(abs(elements.reduce(0, +) - sum) <= tolerance, "\(name): sum")
    #expect(abs(wave - self.wave) <= tolerance, "\(name): wave")
    #expect(abs((elements.map(\.magnitude).max() ?? 0) - most) <= tolerance, "\(name): largest")
  }
}

/// Runs specs by the reference in f64 on the same numbers as the PyTorch scripts that the figures
/// come from.
///
/// Element `i` of the parameter number `k` is 0.3 · sin(0.7 · i + k), of scales 1 more; of inputs
/// sin(1.3 · i + 0.1), of targets cos(0.9 · i); `tokens` are (3i² + i) mod 7, `next` (5i + 2) mod 7;
/// running means 0.1 · sin(i), running variances 1 + 0.5 · sin(i).
enum ReferenceSteps {
  /// Inputs of a graph by their names, parameters in the order of the graph.
  ///
  /// - Parameter own: the number of an input that is filled like a parameter.
  static func inputs(
    of graph: Graph, own: (String) -> Double? = { _ in nil }
  ) -> [String: Buffer<Double>] {
    var inputs: [String: Buffer<Double>] = [:]
    var number = 0.0
    for input in graph.inputs {
      let type = graph.type(of: input.value)
      let given = own(input.name)
      let elements = (0..<type.elementCount).map { index in
        if let given, given > 0 { return 0.3 * sin(0.7 * Double(index) + given) }
        return element(index, of: input, number: number)
      }
      inputs[input.name] = Buffer(sizes: type.sizes, elements: elements)
      if input.role == .parameter || input.role == .frozen { number += 1 }
    }
    return inputs
  }

  private static func element(_ index: Int, of input: GraphInput, number: Double) -> Double {
    let place = Double(index)
    switch (input.role, input.name) {
    case (.parameter, _), (.frozen, _):
      return (input.name.hasSuffix(".scale") ? 1 : 0) + 0.3 * sin(0.7 * place + number)
    case (.slot, _): return 0
    case (.step, _), (.seed, _): return 1
    case (_, "tokens"): return Double((index * index * 3 + index) % 7)
    case (_, "next"): return Double((index * 5 + 2) % 7)
    case (_, "target"): return cos(0.9 * place)
    case (.state, let name) where name.hasSuffix("running_mean"): return 0.1 * sin(place)
    case (.state, _): return 1 + 0.5 * sin(place)
    default: return sin(1.3 * place + 0.1)
    }
  }

  /// The results of an evaluation.
  static func evaluate(
    _ spec: CheckedSpec, own: (String) -> Double? = { _ in nil }
  ) throws -> [String: Buffer<Double>] {
    let graph = try DecomposeComposites().run(
      on: BindDimensions(spec.binding).run(on: spec.lower(.evaluation).graph))
    return try ReferenceInterpreter.run(
      graph, inputs: inputs(of: graph, own: own), precision: .f64)
  }

  /// Bound and ready to be differentiated.
  static func forward(_ spec: CheckedSpec) throws -> Graph {
    try DecomposeComposites(keepsOwnGradients: true).run(
      on: BindDimensions(spec.binding).run(on: spec.lower(.training).graph))
  }

  /// Loss and gradients of one step.
  static func gradients(_ spec: CheckedSpec) throws -> [String: Buffer<Double>] {
    let rule = UpdateRule(slots: []) { parameter, _, _, _, _ in (parameter, []) }
    let graph = try DecomposeComposites().run(
      on: TrainingGraph.build(from: forward(spec), rule: rule, exposesGradients: true))
    return try ReferenceInterpreter.run(graph, inputs: inputs(of: graph), precision: .f64)
  }
}

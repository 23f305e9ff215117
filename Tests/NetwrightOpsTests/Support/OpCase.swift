import NetwrightAutodiff
import NetwrightIR
import NetwrightInterpreter
import NetwrightOps
import NetwrightTensor
import Testing

/// One example of one op, as every registry-wide suite takes it.
struct OpCase: Sendable, CustomTestStringConvertible {
  let keyword: String
  let number: Int
  let example: OpExample

  var testDescription: String { "\(keyword) \(number)" }
  var traits: OpTraits { type(of: example.op).traits }

  static let all: [OpCase] = opRegistry.flatMap { op in
    op.examples.enumerated().map { OpCase(keyword: op.keyword, number: $0, example: $1) }
  }

  /// A graph of this op alone: inputs `x0`, `x1`, …, outputs `y0`, `y1`, ….
  func graph() throws -> Graph {
    var builder = GraphBuilder(name: "example")
    let inputs = inputs(of: &builder)
    for (index, result) in try builder.add(example.op, inputs, regions: example.regions)
      .enumerated()
    {
      builder.output("y\(index)", result)
    }
    return try builder.finish()
  }

  /// `Σ y0 · weight` with its gradients: inputs `x0`, …, `weight`; outputs `loss`, `g0`, …, one for
  /// each float input that has one. Composite ops stand decomposed, except with `keepsOwnGradient`
  /// those that state their own gradient.
  func gradientGraph(
    differentiated: Bool = true, keepsOwnGradient: Bool = false
  ) throws -> Graph {
    var builder = GraphBuilder(name: "gradient")
    let inputs = inputs(of: &builder)
    let weight = builder.input("weight", example.results[0])
    let results =
      traits.contains(.composite) && !keepsOwnGradient
      ? example.op.decompose(inputs, in: &builder)
      : try builder.add(example.op, inputs, regions: example.regions)
    let products = builder.multiply(results[0], weight)
    let loss = builder.reduceSum(products, axes: Array(0..<example.results[0].rank))
    builder.output("loss", loss, role: .loss)
    let targets = differentiated ? inputs : []
    let gradients = Autodiff.gradients(of: loss, wrt: targets, in: &builder)
    for (index, gradient) in gradients.enumerated() where example.inputs[index].dtype.isFloat {
      if let gradient { builder.output("g\(index)", gradient) }
    }
    return try builder.finish()
  }

  private func inputs(of builder: inout GraphBuilder) -> [Value] {
    example.inputs.enumerated().map { builder.input("x\($0)", $1) }
  }

  /// Values for `x0`, `x1`, …. Floats are all different, evenly spread over the range of the
  /// example, and none is 0: no derivative jumps within half a step of any.
  func inputValues(seed: UInt64 = 1) -> [String: Buffer<Double>] {
    var random = Congruential(seed: seed)
    let floats = example.inputs.filter(\.dtype.isFloat).reduce(0) { $0 + $1.elementCount }
    let steps = floats + floats % 2
    var order = Array(0..<steps)
    order.shuffle(using: &random)
    let (low, high) = (example.range.lowerBound, example.range.upperBound)
    var values: [String: Buffer<Double>] = [:]
    for (index, type) in example.inputs.enumerated() {
      let elements = (0..<type.elementCount).map { _ in
        type.dtype.isFloat
          ? low + (high - low) * (Double(order.removeLast()) + 0.5) / Double(steps)
          : Double(random.next(upperBound: UInt64(max(1, example.integerBound))))
      }
      values["x\(index)"] = Buffer(sizes: type.sizes, elements: elements)
    }
    return values
  }
}

/// Numbers that a seed determines (Knuth's MMIX constants).
struct Congruential: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

  mutating func next() -> UInt64 {
    var word: UInt64 = 0
    for _ in 0..<2 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      word = word << 32 | state >> 32
    }
    return word
  }

  /// In [-1, 1).
  mutating func signed() -> Double { Double(Int64(bitPattern: next())) * 0x1p-63 }
}

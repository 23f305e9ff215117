import NetwrightIR
import NetwrightOps
import NetwrightSelfCheck
import NetwrightTensor

/// Makes graphs at random: every op of the registry, small networks, loops, shared and frozen
/// parameters, fan-out, slices of one tensor, results that nobody uses, empty tensors, a loss at
/// the end.
///
/// Values stay near 1, so that engines may be compared: what grows is squashed, what divides is
/// kept away from 0, and what jumps is fed by data alone. The same seed gives the same graph.
package struct RandomGraph {
  /// How large graphs and tensors may get.
  package struct Extent: Hashable, Sendable {
    package var dims: [Int]
    package var maximumElements: Int
    package var steps: ClosedRange<Int>

    package init(dims: [Int], maximumElements: Int, steps: ClosedRange<Int>) {
      self.dims = dims
      self.maximumElements = maximumElements
      self.steps = steps
    }

    /// Sizes around the width of vectors and tiles.
    package static let full = Extent(
      dims: [1, 2, 3, 7, 8, 16, 17, 31, 64], maximumElements: 4096, steps: 3...20)
    /// For programs that are compiled, and to look at.
    package static let small = Extent(dims: [1, 2, 3, 5, 8], maximumElements: 500, steps: 2...8)
  }

  var numbers: SeededNumbers
  var builder: GraphBuilder
  /// `f32` values to choose operands from.
  var values: [Value] = []
  var parameters: [Value] = []
  /// Parts of the loss beside the last values: of classifiers.
  var losses: [Value] = []
  let extent: Extent
  private var inputCount = 0
  /// Whether sizes may be 0: in one graph of twenty.
  private var hasEmptySizes = false

  /// A forward graph with a loss.
  package static func make(seed: UInt64, _ extent: Extent = .full) throws -> Graph {
    var maker = RandomGraph(seed: seed, extent)
    return try maker.run()
  }

  private init(seed: UInt64, _ extent: Extent) {
    numbers = SeededNumbers(seed)
    self.extent = extent
    builder = GraphBuilder(name: "random_\(seed)")
  }

  private mutating func run() throws -> Graph {
    hasEmptySizes = numbers.happens(5)
    for _ in 0...numbers.below(2) { values.append(data(shape(rank: 1 + numbers.below(3)))) }
    let count = extent.steps.lowerBound + numbers.below(extent.steps.count)
    for _ in 0..<count { step() }
    if numbers.happens(50) { builder.output("seen", numbers.element(of: values)) }
    var loss = losses.first
    for part in losses.dropFirst() { loss = loss.map { builder.add($0, part) } }
    for value in values.suffix(2) {
      let squares = builder.multiply(value, builder.tanh(value))
      let part = average(squares, axes: Array(sizes(value).indices))
      loss = loss.map { builder.add($0, part) } ?? part
    }
    if let loss { builder.output("loss", loss, role: .loss) }
    // Inputs were made where they were needed; in a copy they come first, as in text.
    var copier = GraphCopier(try builder.finish())
    copier.copyInputs()
    for node in copier.source.nodes { copier.copy(node) }
    copier.copyOutputs()
    return try copier.builder.finish()
  }

  private mutating func step() {
    let x = operand()
    let made: [Value]
    switch numbers.below(26) {
    case 0, 1: made = [unary(x)]
    case 2, 3: made = [binary(x)]
    case 4: made = [reduction(x)]
    case 5: made = [reshape(x)]
    case 6: made = [transpose(x)]
    case 7, 8: made = [contraction(x)]
    case 9: made = slices(x)
    case 10: made = [margin(x)]
    case 11: made = [concatenation(x)]
    case 12: made = [normalization(x)]
    case 13: made = [rows(x)]
    case 14: made = [repeated(x)]
    case 15: made = fanOut(x)
    case 16: made = [sharedLayers(x)]
    case 17: made = [convolutions(x)]
    case 18:
      classifier(x)
      made = []
    case 19: made = loop(x)
    case 20: made = [selfAttention(x)]
    default: made = example()
    }
    for value in made where builder.type(of: value).elementCount <= extent.maximumElements {
      values.append(value)
    }
  }
}

// MARK: - Operands

extension RandomGraph {
  mutating func size() -> Int {
    if hasEmptySizes, numbers.happens(12) { return 0 }
    return numbers.element(of: extent.dims)
  }

  /// Sizes whose product is within bounds.
  mutating func shape(rank: Int) -> [Int] {
    var sizes: [Int] = []
    var count = 1
    for _ in 0..<rank {
      let room = max(extent.maximumElements / max(count, 1), 1)
      let size = min(size(), room)
      sizes.append(size)
      count *= max(size, 1)
    }
    return sizes
  }

  func sizes(_ value: Value) -> [Int] { builder.type(of: value).sizes }

  /// An earlier value, more often a recent one.
  mutating func operand() -> Value {
    numbers.happens(50) ? values[values.count - 1] : numbers.element(of: values)
  }

  private mutating func inputName(_ stem: String) -> String {
    inputCount += 1
    return "\(stem)\(inputCount)"
  }

  /// A batch of floats.
  mutating func data(_ sizes: [Int]) -> Value {
    builder.input(inputName("x"), TensorType(sizes: sizes))
  }

  /// A batch of integers in `0..<bound`; the name says the bound.
  mutating func indices(_ sizes: [Int], below bound: Int) -> Value {
    builder.input(inputName("i") + "_below_\(max(bound, 1))", TensorType(sizes: sizes, .i32))
  }

  mutating func state(_ name: String, _ sizes: [Int]) -> (name: String, value: Value) {
    let unique = inputName("s") + "_\(name)"
    return (unique, builder.input(unique, TensorType(sizes: sizes), role: .state))
  }

  /// A parameter of these sizes: often one that is used already, at times one that is frozen.
  mutating func parameter(_ wanted: [Int]) -> Value {
    let known = parameters.filter { sizes($0) == wanted }
    if !known.isEmpty, numbers.below(3) > 0 { return numbers.element(of: known) }
    let role: InputRole = numbers.happens(8) ? .frozen : .parameter
    let made = builder.input(
      inputName(role == .frozen ? "f" : "w"), TensorType(sizes: wanted), role: role)
    parameters.append(made)
    return made
  }

  /// A value of just these sizes: an earlier one, a parameter, or a vector repeated.
  mutating func partner(_ wanted: [Int]) -> Value {
    let equal = values.filter { sizes($0) == wanted }
    switch numbers.below(5) {
    case 0, 1: return numbers.element(of: equal.isEmpty ? [parameter(wanted)] : equal)
    case 2:
      let number = numbers.element(of: [0, 1, -1, 0.5, 4, 3])
      return builder.constant(number, TensorType(sizes: wanted))
    case 3 where !wanted.isEmpty:
      let kept = wanted.indices.filter { _ in numbers.happens(50) }
      let vector = parameter(kept.map { numbers.happens(25) ? 1 : wanted[$0] })
      return builder.broadcast(vector, to: Shape(sizes: wanted), axes: kept)
    default: return parameter(wanted)
    }
  }

  /// The mean over axes, or the sum where there is nothing to divide by.
  mutating func average(_ x: Value, axes: [Int]) -> Value {
    let sizes = sizes(x)
    if axes.isEmpty { return x }
    return axes.contains { sizes[$0] == 0 }
      ? builder.reduceSum(x, axes: axes) : builder.mean(x, axes: axes)
  }
}

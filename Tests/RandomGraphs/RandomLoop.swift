import NetwrightIR
import NetwrightOps
import NetwrightSelfCheck
import NetwrightTensor

/// Makes small graphs at random around one or two loops: carries that are kept, exchanged and
/// squashed, elements and constants that are used often or not at all, outputs that nobody reads.
package struct RandomLoop {
  private var body: RandomBody
  private let length: Int

  package static func make(seed: UInt64) throws -> Graph {
    var maker = RandomLoop(seed: seed)
    return try maker.graph()
  }

  private init(seed: UInt64) {
    var numbers = SeededNumbers(seed)
    let batch = numbers.element(of: [1, 2, 3])
    let width = numbers.element(of: [2, 4, 8])
    length = numbers.element(of: [1, 2, 3, 5])
    body = RandomBody(numbers, batch: batch, width: width)
  }

  private mutating func graph() throws -> Graph {
    var builder = GraphBuilder(name: "loop")
    let state = TensorType(sizes: [body.batch, body.width])
    let sequence = TensorType(sizes: [length, body.batch, body.width])
    let weights = ["w", "v"].map {
      builder.input($0, TensorType(sizes: [body.width, body.width]), role: .parameter)
    }
    let bias = builder.input("b", TensorType(sizes: [body.width]), role: .parameter)
    let start = builder.input("start", state, role: .parameter)
    let zero = builder.constant(0, state)
    var sequences = [
      builder.input("x", sequence), builder.input("p", sequence, role: .parameter),
    ]
    var losses: [Value] = []
    for _ in 0...body.numbers.below(2) {
      let carries = (0..<1 + body.numbers.below(3)).map { _ in
        body.numbers.element(of: [start, zero])
      }
      let (last, outputs) = body.scan(
        carries: carries,
        sequences: sequences.shuffled(using: &body.numbers).prefix(2).map { $0 },
        constants: weights + [bias], length: length, in: &builder)
      for value in last + outputs where body.numbers.below(3) > 0 {
        let axes = Array(0..<builder.type(of: value).rank)
        losses.append(builder.mean(builder.multiply(value, builder.tanh(value)), axes: axes))
      }
      sequences += outputs.filter { builder.type(of: $0) == sequence }
    }
    var loss = builder.mean(builder.multiply(weights[0], weights[0]), axes: [0, 1])
    for value in losses { loss = builder.add(loss, value) }
    builder.output("loss", loss, role: .loss)
    return try builder.finish()
  }
}

/// Bodies of loops at random, over carries and elements `[batch, width]`, with three constants: two
/// matrices `[width, width]` and a vector `[width]`.
struct RandomBody {
  var numbers: SeededNumbers
  let batch: Int
  let width: Int

  init(_ numbers: SeededNumbers, batch: Int, width: Int) {
    self.numbers = numbers
    self.batch = batch
    self.width = width
  }

  /// A loop in either direction; the last carries and the stacked outputs.
  mutating func scan(
    carries: [Value], sequences: [Value], constants: [Value], length: Int,
    in builder: inout GraphBuilder
  ) -> (carries: [Value], outputs: [Value]) {
    builder.scan(
      carries: carries, sequences: sequences, constants: constants, length: Dim(length),
      reversed: numbers.below(2) == 0
    ) { body, region in
      make(body, in: &region)
    }
  }

  private mutating func make(
    _ body: GraphBuilder.ScanBody, in region: inout GraphBuilder
  ) -> (carries: [Value], outputs: [Value]) {
    var values = body.carries + body.elements
    for _ in 0..<3 + numbers.below(8) { values.append(made(from: values, body, in: &region)) }
    let carries = body.carries.map { _ in numbers.element(of: values) }
    let outputs = (0..<numbers.below(4)).map { _ in numbers.element(of: values) }
    let sum = region.reduceSum(numbers.element(of: values), axes: [0])
    return (carries, outputs + [sum])
  }

  /// A state made of earlier ones; all are `[batch, width]`, and stay near 1.
  private mutating func made(
    from values: [Value], _ body: GraphBuilder.ScanBody, in region: inout GraphBuilder
  ) -> Value {
    let (a, b) = (numbers.element(of: values), numbers.element(of: values))
    let shape = region.type(of: a).shape
    switch numbers.below(9) {
    case 0:
      let sum = region.add(a, b)
      return region.multiply(sum, region.constant(0.5, like: sum))
    case 1: return region.multiply(region.tanh(a), b)
    case 2: return region.sigmoid(a)
    case 3, 4:
      let weight = body.constants[numbers.below(2)]
      let product = region.contract(a, weight, transposeRight: numbers.below(2) == 0)
      return region.tanh(product)
    case 5:
      return region.add(a, region.broadcast(body.constants[2], to: shape, axes: [1]))
    case 6:
      let half = Shape(sizes: [batch, width / 2])
      let low = region.slice(a, starts: [0, 0], sizes: half)
      let high = region.slice(b, starts: [0, width / 2], sizes: half)
      return region.concatenate([region.tanh(high), low], axis: 1)
    case 7:
      let sums = region.reduceSum(region.tanh(a), axes: [1])
      return region.multiply(b, region.tanh(region.broadcast(sums, to: shape, axes: [0])))
    default: return region.subtract(region.tanh(a), b)
    }
  }
}

extension RandomGraph {
  /// A loop over the elements of a value and those of a parameter; what it gives, squashed.
  mutating func loop(_ x: Value) -> [Value] {
    var body = RandomBody(
      numbers, batch: 1 + numbers.below(3), width: numbers.element(of: [2, 4, 8, 16]))
    numbers = SeededNumbers(numbers.next())
    let length = numbers.element(of: [1, 2, 3, 5])
    let (state, sequence) = ([body.batch, body.width], [length, body.batch, body.width])
    let carries = (0..<1 + numbers.below(2)).map { _ in
      numbers.happens(50)
        ? parameter(state) : builder.constant(0, TensorType(sizes: state))
    }
    let matrices = (0..<2).map { _ in parameter([body.width, body.width]) }
    let (last, outputs) = body.scan(
      carries: carries, sequences: [fitted(x, to: sequence), parameter(sequence)],
      constants: matrices + [parameter([body.width])], length: length, in: &builder)
    return (last + outputs).map { builder.tanh($0) }
  }
}

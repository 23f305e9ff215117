import NetwrightIR
import NetwrightOps
import NetwrightTensor

/// Makes small graphs at random: every kind of op, fan-out, shared parameters, a loss at the end.
///
/// Values stay near 1, so that engines may be compared: what grows is squashed, what divides is
/// kept away from 0. Constants are exact in `f32`.
struct RandomGraph {
  private var numbers: SeededNumbers
  private var builder: GraphBuilder
  /// Floats to choose operands from.
  private var values: [Value] = []
  private var parameters: [Value] = []
  private var indexCount = 0

  private static let dims = [1, 2, 3, 5, 8]
  private static let maximumElements = 2000

  /// A forward graph with a loss.
  static func make(seed: UInt64) throws -> Graph {
    var maker = RandomGraph(seed: seed)
    return try maker.run()
  }

  private init(seed: UInt64) {
    numbers = SeededNumbers(seed)
    builder = GraphBuilder(name: "random_\(seed)")
  }

  private mutating func run() throws -> Graph {
    for number in 0...numbers.below(2) {
      let type = TensorType(sizes: shape(rank: 1 + numbers.below(3)))
      values.append(builder.input("x\(number)", type))
    }
    for _ in 0..<3 + numbers.below(18) { step() }
    if numbers.below(2) == 0 { builder.output("seen", numbers.element(of: values)) }
    let last = values.suffix(2)
    var loss: Value?
    for value in last {
      let squares = builder.multiply(value, builder.tanh(value))
      let rank = builder.type(of: value).shape.rank
      let mean = rank == 0 ? squares : builder.mean(squares, axes: Array(0..<rank))
      loss = loss.map { builder.add($0, mean) } ?? mean
    }
    if let loss { builder.output("loss", loss, role: .loss) }
    return try builder.finish()
  }

  private mutating func shape(rank: Int) -> [Int] {
    (0..<rank).map { _ in numbers.element(of: Self.dims) }
  }

  private func sizes(_ value: Value) -> [Int] { builder.type(of: value).sizes }

  /// An earlier value, more often a recent one.
  private mutating func operand() -> Value {
    numbers.below(2) == 0 ? values[values.count - 1] : numbers.element(of: values)
  }

  /// A parameter of these sizes: often one that is used already.
  private mutating func parameter(_ wanted: [Int]) -> Value {
    let known = parameters.filter { sizes($0) == wanted }
    if !known.isEmpty, numbers.below(3) > 0 { return numbers.element(of: known) }
    let name = "w\(parameters.count)"
    let made = builder.input(name, TensorType(sizes: wanted), role: .parameter)
    parameters.append(made)
    return made
  }

  /// A value of just these sizes: an earlier one, a parameter, or a vector repeated.
  private mutating func partner(_ wanted: [Int]) -> Value {
    let equal = values.filter { sizes($0) == wanted }
    switch numbers.below(5) {
    case 0, 1: return numbers.element(of: equal.isEmpty ? [parameter(wanted)] : equal)
    case 2:
      let number = numbers.element(of: [0, 1, -1, 0.5, 4, 3])
      return builder.constant(number, TensorType(sizes: wanted))
    case 3 where !wanted.isEmpty:
      let kept = wanted.indices.filter { _ in numbers.below(2) == 0 }
      let vector = parameter(kept.map { numbers.below(4) == 0 ? 1 : wanted[$0] })
      return builder.broadcast(vector, to: Shape(sizes: wanted), axes: kept)
    default: return parameter(wanted)
    }
  }

  private mutating func step() {
    let x = operand()
    let made: Value
    switch numbers.below(14) {
    case 0, 1: made = unary(x)
    case 2, 3, 4: made = binary(x)
    case 5: made = reduction(x)
    case 6: made = reshape(x)
    case 7: made = transpose(x)
    case 8: made = contraction(x)
    case 9: made = slice(x)
    case 10: made = margin(x)
    case 11: made = concatenation(x)
    case 12: made = normalization(x)
    default: made = numbers.below(2) == 0 ? rows(x) : repeated(x)
    }
    if builder.type(of: made).elementCount <= Self.maximumElements { values.append(made) }
  }

  private mutating func unary(_ x: Value) -> Value {
    switch numbers.below(9) {
    case 0: builder.tanh(x)
    case 1: builder.relu(x)
    case 2: builder.exponential(builder.tanh(x))
    case 3: builder.negate(x)
    case 4: builder.sigmoid(x)
    case 5: builder.absolute(x)
    case 6: builder.stopGradient(x)
    case 7: builder.squareRoot(builder.exponential(builder.sine(x)))
    default: builder.sine(x)
    }
  }

  private mutating func binary(_ x: Value) -> Value {
    let y = partner(sizes(x))
    switch numbers.below(8) {
    case 0, 1: return builder.add(x, y)
    case 2: return builder.multiply(builder.tanh(x), y)
    case 3: return builder.subtract(x, y)
    case 4: return builder.maximum(x, y)
    case 5:
      let divisor = builder.add(builder.absolute(y), builder.constant(1, like: y))
      return builder.divide(x, divisor)
    case 6: return builder.select(builder.less(x, y), builder.negate(x), y)
    default:
      return builder.divide(x, builder.constant(numbers.element(of: [1, 2, 3, -4]), like: x))
    }
  }

  private mutating func reduction(_ x: Value) -> Value {
    let axes = sizes(x).indices.filter { _ in numbers.below(2) == 0 }
    switch numbers.below(4) {
    case 0: return builder.reduceMaximum(x, axes: axes)
    case 1: return builder.reduceMinimum(x, axes: axes)
    case 2: return builder.tanh(builder.reduceSum(x, axes: axes))
    default: return builder.mean(x, axes: axes)
    }
  }

  private mutating func reshape(_ x: Value) -> Value {
    let sizes = sizes(x)
    var wanted = sizes
    switch numbers.below(3) {
    case 0: wanted = [sizes.reduce(1, *)]
    case 1: wanted.insert(1, at: numbers.below(wanted.count + 1))
    default: wanted.reverse()
    }
    return builder.reshape(x, to: Shape(sizes: wanted))
  }

  private mutating func transpose(_ x: Value) -> Value {
    var permutation = Array(sizes(x).indices)
    permutation.shuffle(using: &numbers)
    return builder.transpose(x, permutation)
  }

  private mutating func contraction(_ x: Value) -> Value {
    let sizes = sizes(x)
    guard sizes.count >= 2 else { return unary(x) }
    let (left, right) = (numbers.below(2) == 0, numbers.below(2) == 0)
    let depth = sizes[sizes.count - (left ? 2 : 1)]
    let columns = numbers.element(of: Self.dims)
    let matrix = right ? [columns, depth] : [depth, columns]
    let weight = parameter(Array(sizes.dropLast(2)) + matrix)
    return builder.tanh(builder.contract(x, weight, transposeLeft: left, transposeRight: right))
  }

  private mutating func slice(_ x: Value) -> Value {
    let sizes = sizes(x)
    let starts = sizes.map { numbers.below($0) }
    let wanted = zip(sizes, starts).map { 1 + numbers.below($0 - $1) }
    return builder.slice(x, starts: starts, sizes: Shape(sizes: wanted))
  }

  private mutating func margin(_ x: Value) -> Value {
    let low = sizes(x).map { _ in numbers.below(3) }
    let high = sizes(x).map { _ in numbers.below(2) }
    return builder.pad(x, low: low, high: Shape(sizes: high), value: numbers.element(of: [0, 0.5]))
  }

  private mutating func concatenation(_ x: Value) -> Value {
    let sizes = sizes(x)
    guard !sizes.isEmpty else { return unary(x) }
    let axis = numbers.below(sizes.count)
    var other = sizes
    other[axis] = numbers.element(of: Self.dims)
    return builder.concatenate([x, partner(other)], axis: axis)
  }

  private mutating func normalization(_ x: Value) -> Value {
    guard let width = sizes(x).last else { return unary(x) }
    switch numbers.below(3) {
    case 0: return builder.softmax(x)
    case 1: return builder.logSoftmax(builder.tanh(x))
    default:
      let (scale, offset) = (parameter([width]), parameter([width]))
      return builder.layerNorm(x, scale: scale, offset: offset, epsilon: 0.25)
    }
  }

  private mutating func rows(_ x: Value) -> Value {
    let table = sizes(x).count == 2 ? x : parameter([2, numbers.element(of: Self.dims)])
    guard sizes(table)[0] >= 2 else { return unary(x) }
    indexCount += 1
    let type = TensorType(sizes: shape(rank: 1 + numbers.below(2)), .i32)
    return builder.gatherRows(table, builder.input("i\(indexCount)", type))
  }

  private mutating func repeated(_ x: Value) -> Value {
    let sizes = sizes(x)
    guard sizes.count <= 3 else { return unary(x) }
    let place = numbers.below(sizes.count + 1)
    var wanted = sizes
    wanted.insert(numbers.element(of: Self.dims), at: place)
    let axes = wanted.indices.filter { $0 != place }
    return builder.broadcast(x, to: Shape(sizes: wanted), axes: axes)
  }
}

import NetwrightIR
import NetwrightOps
import NetwrightTensor

/// Single ops and what stands around them.
extension RandomGraph {
  mutating func unary(_ x: Value) -> Value {
    switch numbers.below(10) {
    case 0: builder.tanh(x)
    case 1: builder.relu(x)
    case 2: builder.exponential(builder.tanh(x))
    case 3: builder.negate(x)
    case 4: builder.sigmoid(x)
    case 5: builder.absolute(x)
    case 6: builder.stopGradient(x)
    case 7: builder.squareRoot(builder.exponential(builder.sine(x)))
    case 8: builder.apply(GELU(tanh: numbers.happens(50)), x)
    default: builder.sine(x)
    }
  }

  mutating func binary(_ x: Value) -> Value {
    let y = partner(sizes(x))
    switch numbers.below(8) {
    case 0, 1: return builder.add(x, y)
    case 2: return builder.multiply(builder.tanh(x), y)
    case 3: return builder.subtract(x, y)
    case 4: return numbers.happens(50) ? builder.maximum(x, y) : builder.minimum(x, y)
    case 5:
      let divisor = builder.add(builder.absolute(y), builder.constant(1, like: y))
      return builder.divide(x, divisor)
    case 6:
      // Chosen by data, so that rounding does not change the choice.
      let switches = indices(sizes(x), below: 2)
      let choice = builder.less(switches, builder.constant(1, like: switches))
      return builder.select(choice, builder.negate(x), y)
    default:
      return builder.divide(x, builder.constant(numbers.element(of: [1, 2, 3, -4]), like: x))
    }
  }

  mutating func reduction(_ x: Value) -> Value {
    let sizes = sizes(x)
    let axes = sizes.indices.filter { _ in numbers.happens(50) }
    let isEmpty = axes.contains { sizes[$0] == 0 }
    switch numbers.below(4) {
    case 0 where !isEmpty: return builder.reduceMaximum(x, axes: axes)
    case 1 where !isEmpty: return builder.reduceMinimum(x, axes: axes)
    case 2: return builder.tanh(builder.reduceSum(x, axes: axes))
    default: return average(x, axes: axes)
    }
  }

  mutating func reshape(_ x: Value) -> Value {
    let sizes = sizes(x)
    var wanted = sizes
    switch numbers.below(3) {
    case 0: wanted = [sizes.reduce(1, *)]
    case 1: wanted.insert(1, at: numbers.below(wanted.count + 1))
    default: wanted.reverse()
    }
    return builder.reshape(x, to: Shape(sizes: wanted))
  }

  mutating func transpose(_ x: Value) -> Value {
    var permutation = Array(sizes(x).indices)
    permutation.shuffle(using: &numbers)
    return builder.transpose(x, permutation)
  }

  mutating func contraction(_ x: Value) -> Value {
    let sizes = sizes(x)
    guard sizes.count >= 2 else { return unary(x) }
    let (left, right) = (numbers.happens(50), numbers.happens(50))
    let depth = sizes[sizes.count - (left ? 2 : 1)]
    let columns = size()
    let matrix = right ? [columns, depth] : [depth, columns]
    let weight = parameter(Array(sizes.dropLast(2)) + matrix)
    return builder.tanh(builder.contract(x, weight, transposeLeft: left, transposeRight: right))
  }

  /// Two parts of one tensor, which may overlap.
  mutating func slices(_ x: Value) -> [Value] {
    let sizes = sizes(x)
    return (0..<2).map { _ in
      let starts = sizes.map { numbers.below($0) }
      let wanted = zip(sizes, starts).map { $0 == 0 ? 0 : 1 + numbers.below($0 - $1) }
      return builder.slice(x, starts: starts, sizes: Shape(sizes: wanted))
    }
  }

  mutating func margin(_ x: Value) -> Value {
    let low = sizes(x).map { _ in numbers.below(3) }
    let high = sizes(x).map { _ in numbers.below(2) }
    return builder.pad(x, low: low, high: Shape(sizes: high), value: numbers.element(of: [0, 0.5]))
  }

  mutating func concatenation(_ x: Value) -> Value {
    let sizes = sizes(x)
    guard !sizes.isEmpty else { return unary(x) }
    let axis = numbers.below(sizes.count)
    var other = sizes
    other[axis] = size()
    return builder.concatenate([x, partner(other)], axis: axis)
  }

  mutating func normalization(_ x: Value) -> Value {
    guard let width = sizes(x).last, width > 0 else { return unary(x) }
    switch numbers.below(3) {
    case 0: return builder.softmax(x)
    case 1: return builder.logSoftmax(builder.tanh(x))
    default:
      let (scale, offset) = (parameter([width]), parameter([width]))
      return builder.layerNorm(x, scale: scale, offset: offset, epsilon: 0.25)
    }
  }

  mutating func rows(_ x: Value) -> Value {
    let table = sizes(x).count == 2 ? x : parameter([max(2, size()), size()])
    let entries = sizes(table)[0]
    guard entries > 0 else { return unary(x) }
    return builder.gatherRows(table, indices(shape(rank: 1 + numbers.below(2)), below: entries))
  }

  mutating func repeated(_ x: Value) -> Value {
    let sizes = sizes(x)
    guard sizes.count <= 3 else { return unary(x) }
    let place = numbers.below(sizes.count + 1)
    var wanted = sizes
    wanted.insert(size(), at: place)
    let axes = wanted.indices.filter { $0 != place }
    return builder.broadcast(x, to: Shape(sizes: wanted), axes: axes)
  }

  /// Three users of one value, and their sum.
  mutating func fanOut(_ x: Value) -> [Value] {
    let branches = [builder.tanh(x), builder.sine(x), builder.multiply(x, builder.sigmoid(x))]
    return branches + [builder.add(builder.add(branches[0], branches[1]), branches[2])]
  }
}

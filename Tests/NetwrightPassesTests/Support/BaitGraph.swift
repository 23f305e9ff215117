import NetwrightIR
import NetwrightOps
import NetwrightSelfCheck
import NetwrightTensor

/// Graphs made of what rewrites look for, with shapes and numbers at random: so each of them gets
/// many matches from few graphs.
struct BaitGraph {
  private var numbers: SeededNumbers
  private var builder: GraphBuilder
  private var inputCount = 0
  private var outputCount = 0

  static func make(seed: UInt64) throws -> Graph {
    var maker = BaitGraph(seed: seed)
    return try maker.run()
  }

  private init(seed: UInt64) {
    numbers = SeededNumbers(seed &* 0x9E37_79B9)
    builder = GraphBuilder(name: "bait_\(seed)")
  }

  private mutating func run() throws -> Graph {
    for _ in 0..<16 {
      let x = input((0...numbers.below(3)).map { _ in size() })
      let made = bait(x)
      outputCount += 1
      builder.output("y\(outputCount)", made)
    }
    return try builder.finish()
  }

  private mutating func size() -> Int { numbers.element(of: [1, 2, 3, 4]) }

  private mutating func input(_ sizes: [Int], _ dtype: DType = .f32) -> Value {
    inputCount += 1
    return builder.input("x\(inputCount)", TensorType(sizes: sizes, dtype))
  }

  private func sizes(_ value: Value) -> [Int] { builder.type(of: value).sizes }

  private mutating func constant(_ choices: [Double], like x: Value) -> Value {
    builder.constant(numbers.element(of: choices), like: x)
  }

  private mutating func positive(_ x: Value) -> Value {
    builder.add(builder.absolute(x), builder.constant(0.5, like: x))
  }

  private mutating func bait(_ x: Value) -> Value {
    switch numbers.below(15) {
    case 0: neutral(x)
    case 1: signs(x)
    case 2: choices(x)
    case 3: factors(x)
    case 4: powers(x)
    case 5: conversions(x)
    case 6: views(x)
    case 7: repeatedAxes(x)
    case 8: constants(x)
    case 9: transposedProduct()
    case 10: twins(x)
    case 11: sequence()
    case 12: channels(x)
    case 13: pads(x)
    default: folds(x)
    }
  }

  // MARK: Arithmetic

  private mutating func neutral(_ x: Value) -> Value {
    let sum = builder.add(x, constant([0, 1], like: x))
    let product = builder.multiply(constant([1, -1, 3], like: x), sum)
    let quotient = builder.divide(product, constant([1, 4, -0.5, 3], like: x))
    return builder.subtract(constant([0, 2], like: x), quotient)
  }

  private mutating func signs(_ x: Value) -> Value {
    let minus = builder.negate(x)
    switch numbers.below(4) {
    case 0: return builder.negate(minus)
    case 1: return builder.add(builder.sine(x), minus)
    case 2: return builder.subtract(builder.sine(x), minus)
    default: return builder.relu(builder.relu(builder.absolute(builder.absolute(minus))))
    }
  }

  private mutating func choices(_ x: Value) -> Value {
    let y = builder.sine(x)
    let mask = builder.less(x, y)
    switch numbers.below(4) {
    case 0: return builder.select(mask, y, y)
    case 1: return builder.select(builder.not(mask), x, y)
    case 2: return builder.select(builder.not(builder.not(builder.and(mask, mask))), x, y)
    default: return builder.maximum(builder.minimum(x, x), x)
    }
  }

  private mutating func factors(_ x: Value) -> Value {
    let choices = [0.5, 2, 3, 1.5, -4, 0.125]
    let once = builder.multiply(x, constant(choices, like: x))
    return builder.multiply(constant(choices, like: x), once)
  }

  private mutating func powers(_ x: Value) -> Value {
    let base = positive(x)
    if numbers.below(3) == 0 {
      let root = builder.squareRoot(positive(input([sizes(x).last ?? 1])))
      let spread = builder.broadcast(
        root, to: builder.type(of: x).shape, axes: [sizes(x).count - 1])
      return builder.divide(x, spread)
    }
    return builder.power(base, constant([0, 1, 2, 3, 4, -1, 0.5, -0.5], like: x))
  }

  private mutating func conversions(_ x: Value) -> Value {
    let mask = builder.less(x, builder.sine(x))
    let first = builder.convert(mask, to: numbers.element(of: [.f32, .i32, .u8, .bool]))
    let second = builder.convert(first, to: numbers.element(of: [.f64, .i64, .f32]))
    return builder.convert(builder.convert(second, to: .f64), to: .f32)
  }

  // MARK: Movement

  private mutating func views(_ x: Value) -> Value {
    let count = sizes(x).reduce(1, *)
    switch numbers.below(3) {
    case 0:
      let flat = builder.apply(Reshape(to: Shape(sizes: [count])), x)
      let wanted = numbers.below(2) == 0 ? sizes(x) : [1, count]
      return builder.apply(Reshape(to: Shape(sizes: wanted)), builder.stopGradient(flat))
    case 1:
      var permutation = Array(sizes(x).indices)
      permutation.shuffle(using: &numbers)
      let once = builder.transpose(x, permutation)
      permutation.shuffle(using: &numbers)
      return builder.transpose(once, permutation)
    default:
      let rank = sizes(x).count
      let once = builder.broadcast(
        x, to: Shape(sizes: [2] + sizes(x)), axes: Array(1...rank))
      return builder.broadcast(
        once, to: Shape(sizes: [2] + sizes(x) + [3]), axes: Array(0...rank))
    }
  }

  /// Neighbours along an axis, each with zeros around, as gradients of slices come.
  private mutating func pads(_ x: Value) -> Value {
    let sizes = sizes(x)
    let axis = numbers.below(sizes.count)
    let widths = [sizes[axis], size(), size()]
    var sum: Value?
    for place in widths.indices.shuffled(using: &numbers) {
      var part = sizes
      part[axis] = widths[place]
      var (low, high) = ([Int](repeating: 0, count: sizes.count), sizes.map { _ in 0 })
      low[axis] = widths[..<place].reduce(0, +)
      high[axis] = widths[(place + 1)...].reduce(0, +)
      let padded = builder.pad(input(part), low: low, high: Shape(sizes: high))
      sum = sum.map { builder.add($0, padded) } ?? padded
    }
    return sum ?? x
  }

  private mutating func repeatedAxes(_ x: Value) -> Value {
    let place = numbers.below(sizes(x).count + 1)
    var wanted = sizes(x)
    wanted.insert(size(), at: place)
    let axes = wanted.indices.filter { $0 != place }
    let spread = builder.broadcast(x, to: Shape(sizes: wanted), axes: axes)
    let folded = wanted.indices.filter { $0 == place || numbers.below(3) == 0 }
    switch numbers.below(3) {
    case 0: return builder.reduceMaximum(spread, axes: folded)
    case 1: return builder.reduceMinimum(spread, axes: folded)
    default: return builder.reduceSum(spread, axes: folded)
    }
  }

  private mutating func constants(_ x: Value) -> Value {
    let a = constant([0.5, 2, -3], like: x)
    let b = builder.multiply(a, constant([1, 2, 0.25], like: x))
    let n = builder.size(x, axes: [0])
    let spread = builder.broadcast(n, to: builder.type(of: x).shape, axes: [])
    return builder.add(x, builder.multiply(builder.add(a, b), spread))
  }

  private mutating func transposedProduct() -> Value {
    let (rows, depth, columns) = (size(), size(), size())
    let left = builder.transpose(input([depth, rows]))
    return builder.contract(left, builder.transpose(input([columns, depth])))
  }

  private mutating func twins(_ x: Value) -> Value {
    let y = input(sizes(x))
    let unused = builder.exponential(x)
    _ = builder.multiply(unused, y)
    return builder.multiply(builder.sine(builder.add(x, y)), builder.sine(builder.add(y, x)))
  }

  private mutating func sequence() -> Value {
    let (batch, positions, width, units) = (size(), size(), size(), size())
    let x = input([batch, positions, width])
    let flat = builder.reshape(x, to: Shape(sizes: [batch * positions, width]))
    let shape = Shape(sizes: [batch, positions, units])
    let product = builder.reshape(builder.contract(flat, input([width, units])), to: shape)
    let bias = builder.broadcast(input([units]), to: shape, axes: [2])
    let active = builder.relu(builder.add(product, bias))
    let other = numbers.below(2) == 0 ? input([batch, positions, units]) : active
    let sum = builder.add(active, other)
    switch numbers.below(3) {
    case 0: return builder.reduceSum(sum, axes: [0, 1])
    case 1: return builder.reduceMaximum(sum, axes: [2])
    default: return builder.reduceSum(builder.multiply(sum, active), axes: [1])
    }
  }

  private mutating func channels(_ x: Value) -> Value {
    var result = builder.sine(x)
    guard let width = sizes(x).last, sizes(x).count > 1 else { return result }
    let shape = builder.type(of: x).shape
    for _ in 0..<4 {
      let vector = builder.broadcast(input([width]), to: shape, axes: [shape.rank - 1])
      switch numbers.below(4) {
      case 0: result = builder.add(result, vector)
      case 1: result = builder.subtract(result, vector)
      case 2: result = builder.multiply(vector, result)
      default: result = builder.multiply(result, vector)
      }
    }
    return result
  }

  private mutating func folds(_ x: Value) -> Value {
    let axes = sizes(x).indices.filter { _ in numbers.below(2) == 0 }
    let y = builder.sine(x)
    return numbers.below(2) == 0
      ? builder.reduceSum(y, axes: axes) : builder.reduceMaximum(y, axes: axes)
  }
}

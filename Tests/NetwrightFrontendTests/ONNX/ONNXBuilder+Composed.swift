import NetwrightIR
import NetwrightOps
import NetwrightTensor

/// Operators that are formulae of several ops here.
extension ONNXBuilder {
  /// `max(0, x) + min(0, α · (exp(x / α) − 1))`.
  mutating func celu(_ x: Value) throws -> Value {
    let alpha = graph.constant(test.number("alpha", default: 1), like: x)
    let zero = graph.constant(0, like: x)
    let growth = try add(ExponentialMinusOne(), [try add(Divide(), [x, alpha])])
    let below = try add(Minimum(), [zero, try add(Multiply(), [alpha, growth])])
    return try add(Add(), [try add(Maximum(), [zero, x]), below])
  }

  /// Elements over a power of the mean square of neighbouring channels, which are the rows of an
  /// image of one channel here.
  mutating func localResponse(_ x: Value) throws -> Value {
    let size = test.integer("size", default: 1)
    let sizes = shape(x).dims
    let rest = try Shape(Array(sizes.dropFirst(2))).elementCount()
    let squares = try add(
      Reshape(to: [sizes[0], sizes[1], rest, 1]), [try add(Multiply(), [x, x])])
    let window = PoolSetting(
      size: [size, 1], strides: [1, 1], padding: [(size - 1) / 2, 0, size / 2, 0])
    let means = try add(AveragePool(window, countIncludesPadding: true), [squares])
    let alpha = graph.constant(test.number("alpha", default: 1e-4), like: x)
    let scaled = try add(Multiply(), [alpha, try add(Reshape(to: shape(x)), [means])])
    let base = try add(
      Add(), [graph.constant(test.number("bias", default: 1), like: x), scaled])
    let power = graph.constant(test.number("beta", default: 0.75), like: x)
    return try add(Divide(), [x, try add(Power(), [base, power])])
  }

  /// Each channel of each image to mean 0 and variance 1, then scaled and shifted.
  mutating func instanceNorm(_ x: Value) throws -> Value {
    let pixels = Array(2..<rank(x))
    let centred = try add(Subtract(), [x, try mean(x, over: pixels)])
    let variance = try mean(try add(Multiply(), [centred, centred]), over: pixels)
    let epsilon = graph.constant(1e-5, like: x)
    let factor = try add(ReciprocalSquareRoot(), [try add(Add(), [variance, epsilon])])
    let scale = try add(Broadcast(to: shape(x), axes: [1]), [operandValues[1]])
    let offset = try add(Broadcast(to: shape(x), axes: [1]), [operandValues[2]])
    let normal = try add(Multiply(), [centred, factor])
    return try add(Add(), [try add(Multiply(), [normal, scale]), offset])
  }

  /// The mean over axes, repeated to the shape that there was.
  private mutating func mean(_ x: Value, over axes: [Int]) throws -> Value {
    let sum = try add(ReduceSum(axes: axes), [x])
    let kept = (0..<rank(x)).filter { !axes.contains($0) }
    let count = axes.reduce(1.0) { $0 * Double(shape(x)[$1].constant ?? 0) }
    let whole = try add(Broadcast(to: shape(x), axes: kept), [sum])
    return try add(Divide(), [whole, graph.constant(count, like: whole)])
  }

  /// The product with a triangle of ones; the axis is not known, and does not matter for the shape.
  mutating func cumulativeSum(_ x: Value) throws -> Value {
    guard rank(x) == 2 else { throw OutOfScope(reason: "cumulative sums of two axes only") }
    let square: Shape = [shape(x)[0], shape(x)[0]]
    let rows = try add(Iota(square, axis: 0, .f32), [])
    let columns = try add(Iota(square, axis: 1, .f32), [])
    let isBefore = try add(LessOrEqual(), [columns, rows])
    let ones = graph.constant(1, like: rows)
    let triangle = try add(Select(), [isBefore, ones, graph.constant(0, like: rows)])
    return try add(Contraction(), [triangle, x])
  }

  /// The sizes of some axes as a tensor.
  mutating func sizeList(of x: Value) throws -> Value {
    func place(_ name: String, _ value: Int) -> Int {
      let stated = test.integer(name, default: value)
      return min(max(stated < 0 ? stated + rank(x) : stated, 0), rank(x))
    }
    var parts: [Value] = []
    for axis in place("start", 0)..<place("end", rank(x)) {
      let size = try add(Convert(to: .i64), [try add(Size(axes: [axis]), [x])])
      parts.append(try add(Reshape(to: [1]), [size]))
    }
    return try add(Concatenate(axis: 0), parts)
  }

  /// A list of numbers, each a constant of its own.
  mutating func constantList() throws -> Value {
    for (name, dtype) in [("value_ints", DType.i64), ("value_floats", .f32)] {
      guard let words = test.attributes[name]?.split(separator: ",") else { continue }
      let values = words.compactMap { Double($0) }
      let parts = values.map { graph.constant($0, TensorType([1], dtype)) }
      return try add(Concatenate(axis: 0), parts)
    }
    throw OutOfScope(reason: "an element type that we do not have")
  }

  /// The gradient of the convolution that makes the operand of what is asked for.
  mutating func transposedConvolution() throws -> Value {
    let (image, weight) = (operandValues[0], operandValues[1])
    let isLine = rank(weight) == 3
    var x = image
    if isLine, rank(image) == 3 {
      let sizes = shape(image).dims
      x = try add(Reshape(to: [sizes[0], sizes[1], 1, sizes[2]]), [image])
    }
    guard rank(weight) > 2 else { return try add(Transpose([2, 3, 1, 0]), [weight]) }
    let filter = graph.input("filter", graph.type(of: weight).with(try filterShape(weight, isLine)))
    x = try channelsLast(x)
    let groups = test.integer("group", default: 1)
    let (window, pixels) = try placedWindow(shape(filter), over: x, isLine)
    let sizes = shape(x).dims
    let target = Shape(
      [sizes[0]] + pixels + [try shape(filter)[2].multiplied(by: Dim(groups))])
    let op = ConvolutionInputGradient(ConvolutionSetting(window, groups: groups), sizes: target)
    let result = try channelsFirst(add(op, [x, filter]))
    guard isLine else { return result }
    let made = shape(result).dims
    return try add(Reshape(to: [made[0], made[1], made[3]]), [result])
  }

  /// Where the windows lie, and the pixels of the result: `(n − 1) · stride + reach`, without the
  /// padding; `SAME` makes `n · stride` of them.
  private func placedWindow(
    _ filter: Shape, over x: Value, _ isLine: Bool
  ) throws -> (Window2D, [Dim]) {
    let kernel = filter.dims.prefix(2).compactMap(\.constant)
    var window = window(kernel, over: x, isLine)
    guard rank(x) == 4, kernel.count == 2 else {
      return (window, shape(x).dims.dropFirst().dropLast().map { $0 })
    }
    let extra = test.integers("output_padding") ?? [0, 0]
    var pixels: [Dim] = []
    for axis in 0..<2 {
      let stride = window.strides[axis]
      let reach = try Dim(kernel[axis] - 1).multiplied(by: Dim(window.dilations[axis])).adding(1)
      let before = try shape(x)[1 + axis].adding(-1).multiplied(by: Dim(stride))
      var count = try before.adding(reach).adding(Dim(extra[axis]))
      if test.attributes["auto_pad"]?.hasPrefix("SAME") == true {
        let wanted = try shape(x)[1 + axis].multiplied(by: Dim(stride))
        let total = try count.adding(wanted.negated()).constant ?? 0
        (window.padding[axis], window.padding[axis + 2]) = (total / 2, total - total / 2)
        count = wanted
      } else {
        count = try count.adding(Dim(-window.padding[axis])).adding(Dim(-window.padding[axis + 2]))
      }
      pixels.append(count)
    }
    return (window, pixels)
  }
}

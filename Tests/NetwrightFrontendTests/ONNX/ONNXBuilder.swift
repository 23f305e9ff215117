import NetwrightIR
import NetwrightOps
import NetwrightTensor

/// Says an ONNX operator in our ops, as an importer would: channels come first there and last here,
/// and what broadcasts there is repeated by an op of its own here.
struct ONNXBuilder {
  typealias OutOfScope = ONNXCase.OutOfScope

  let test: ONNXCase
  var graph = GraphBuilder(name: "case")
  private var values: [Value] = []

  init(_ test: ONNXCase) throws {
    self.test = test
    for (number, text) in test.operands.enumerated() where text != "unknown" {
      values.append(graph.input("\(number)", try test.type(text)))
    }
  }

  /// Operators that none of our ops and layers corresponds to.
  static let absent: [String: String] = [
    "TopK": "no op sorts",
    "Attention": "our attention takes queries, keys and values in one operand",
    "RNN": "recurrences are layers, and loops in the graph",
    "LSTM": "recurrences are layers, and loops in the graph",
    "Resize": "no interpolation", "ConstantOfShape": "shapes are no operands",
  ]

  mutating func results() throws -> [TensorType] {
    if let reason = Self.absent[test.keyword] { throw OutOfScope(reason: reason) }
    return try outputs().map { graph.type(of: $0) }
  }

  private mutating func outputs() throws -> [Value] {
    switch test.keyword {
    case "Add": return [try elementwise(Add())]
    case "And": return [try elementwise(And())]
    case "Or": return [try elementwise(Or())]
    case "Xor": return [try elementwise(NotEqual())]
    case "Equal": return [try elementwise(Equal())]
    case "Less": return [try compared(Less())]
    case "LessOrEqual": return [try compared(LessOrEqual())]
    case "Greater":
      values.reverse()
      return [try compared(Less())]
    case "Where": return [try elementwise(Select())]
    case "Celu": return [try celu(values[0])]
    case "Relu": return [try add(Rectify(), values)]
    case "LogSoftmax": return [try add(LogSoftmax(), values)]
    case "Cast": return [try cast()]
    case "MatMul": return [try matrixProduct()]
    case "Einsum": return [try einsum()]
    case "Conv": return [try convolution()]
    case "ConvTranspose": return [try transposedConvolution()]
    case "MaxPool", "AveragePool": return [try pool()]
    case "GlobalAveragePool": return [try reduced(Array(2..<rank(values[0])), keeps: true)]
    case "ReduceL1":
      values[0] = try add(Absolute(), [values[0]])
      let axes = test.integers("axes") ?? test.constant(1) ?? Array(0..<rank(values[0]))
      return [try reduced(axes, keeps: test.integer("keepdims", default: 1) == 1)]
    case "BatchNormalization": return try batchNorm()
    case "InstanceNormalization": return [try instanceNorm(values[0])]
    case "LRN": return [try localResponse(values[0])]
    case "CumSum": return [try cumulativeSum(values[0])]
    case "NegativeLogLikelihoodLoss": return [try negativeLogLikelihood()]
    case "SoftmaxCrossEntropyLoss":
      guard graph.type(of: values[1]).dtype.isInteger else {
        throw OutOfScope(reason: "class indices are integers")
      }
      values[0] = try channelsLast(values[0])
      return [try add(SoftmaxCrossEntropy(), values)]
    default: return try shaping()
    }
  }

  private mutating func shaping() throws -> [Value] {
    if test.keyword == "Constant" { return [try constantList()] }
    let x = values[0]
    let sizes = shape(x)
    switch test.keyword {
    case "Transpose":
      return [try add(Transpose(test.integers("perm") ?? (0..<sizes.rank).reversed()), [x])]
    case "Concat": return [try add(Concatenate(axis: test.integer("axis", default: 0)), values)]
    case "Reshape": return [try reshaped(x)]
    case "Flatten":
      let rest = try Shape(Array(sizes.dims.dropFirst())).elementCount()
      return [try add(Reshape(to: [sizes[0], rest]), [x])]
    case "Squeeze":
      let axes = test.constant(1) ?? []
      let kept = sizes.dims.indices.filter { !axes.contains($0) }.map { sizes[$0] }
      return [try add(Reshape(to: Shape(kept)), [x])]
    case "Unsqueeze":
      var dims = sizes.dims
      for axis in (test.constant(1) ?? []).sorted() { dims.insert(1, at: axis) }
      return [try add(Reshape(to: Shape(dims)), [x])]
    case "Expand":
      let target = try joint([sizes, Shape(sizes: test.constant(1) ?? [])])
      return [try repeated(x, to: target)]
    case "Tile":
      let count = (test.constant(1) ?? [1])[0]
      let row = try add(Reshape(to: [1, sizes[0]]), [x])
      let rows = try add(Broadcast(to: [Dim(count), sizes[0]], axes: [0, 1]), [row])
      return [try add(Reshape(to: [try sizes[0].multiplied(by: Dim(count))]), [rows])]
    case "Pad": return [try padded(x)]
    case "Slice": return [try sliced(x)]
    case "Split": return try split(x)
    case "Gather": return [try gathered(x)]
    case "GatherElements": return [try gatheredElements(x)]
    case "GatherND": return [try gatheredRows(x)]
    case "ScatterElements": return [try scatteredElements(x)]
    case "ScatterND": return [try scatteredRows(x)]
    case "ArgMax": return [try argMax(x)]
    case "OneHot": return [try oneHot()]
    case "Trilu": return [try triangle(x)]
    case "Shape": return [try sizeList(of: x)]
    case "DepthToSpace": return [try depthToSpace(x)]
    default: throw OutOfScope(reason: "an operator without a rule here: \(test.keyword)")
    }
  }

  // MARK: Steps

  mutating func add(_ op: any Op, _ inputs: [Value]) throws -> Value {
    try graph.add(op, inputs)[0]
  }

  func shape(_ value: Value) -> Shape { graph.type(of: value).shape }
  func rank(_ value: Value) -> Int { graph.type(of: value).rank }

  /// The shape that numpy's rule gives several, aligned at their last axes.
  func joint(_ shapes: [Shape]) throws -> Shape {
    let rank = shapes.map(\.rank).max() ?? 0
    var dims = [Dim](repeating: 1, count: rank)
    for shape in shapes {
      for (axis, size) in shape.dims.enumerated() where size != 1 {
        dims[rank - shape.rank + axis] = size
      }
    }
    return Shape(dims)
  }

  /// Our op decides whether it may be repeated.
  mutating func repeated(_ value: Value, to shape: Shape) throws -> Value {
    let first = shape.rank - rank(value)
    return try add(Broadcast(to: shape, axes: Array(first..<shape.rank)), [value])
  }

  mutating func elementwise(_ op: any Op) throws -> Value {
    let shape = try joint(values.map { self.shape($0) })
    var operands: [Value] = []
    for value in values { operands.append(try repeated(value, to: shape)) }
    return try add(op, operands)
  }

  /// Truth values are ordered as 0 and 1.
  private mutating func compared(_ op: any Op) throws -> Value {
    for (number, value) in values.enumerated() where graph.type(of: value).dtype == .bool {
      values[number] = try add(Convert(to: .i32), [value])
    }
    return try elementwise(op)
  }

  mutating func reduced(_ axes: [Int], keeps: Bool) throws -> Value {
    var dims = shape(values[0]).dims
    let sum = try add(ReduceSum(axes: axes), [values[0]])
    for axis in axes { dims[axis] = 1 }
    return keeps ? try add(Reshape(to: Shape(dims)), [sum]) : sum
  }

  /// `[n, c, …]` → `[n, …, c]`.
  mutating func channelsLast(_ value: Value) throws -> Value {
    let rank = rank(value)
    guard rank > 2 else { return value }
    return try add(Transpose([0] + Array(2..<rank) + [1]), [value])
  }

  mutating func channelsFirst(_ value: Value) throws -> Value {
    let rank = rank(value)
    guard rank > 2 else { return value }
    return try add(Transpose([0, rank - 1] + Array(1..<rank - 1)), [value])
  }

  var operandValues: [Value] { values }
}

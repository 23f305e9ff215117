import NetwrightIR
import NetwrightOps
import NetwrightTensor

/// Operators that pick elements by number: comparisons of counted places, or rows of a table.
extension ONNXBuilder {
  // MARK: Masks

  /// The place of the largest element is the smallest place that has it.
  mutating func argMax(_ x: Value) throws -> Value {
    let axis = test.integer("axis", default: 0)
    let largest = try add(ReduceMaximum(axes: [axis]), [x])
    let isLargest = try add(Equal(), [x, try repeated(largest, like: x, without: axis)])
    let places = try add(Iota(shape(x), axis: axis, .f32), [])
    let beyond = graph.constant(1e9, like: x)
    let first = try add(Select(), [isLargest, places, beyond])
    let place = try add(
      Convert(to: .i64), [try add(ReduceMinimum(axes: [axis]), [first])])
    guard test.integer("keepdims", default: 1) == 1 else { return place }
    var dims = shape(x).dims
    dims[axis] = 1
    return try add(Reshape(to: Shape(dims)), [place])
  }

  /// Values for places that are the index, and for others.
  mutating func oneHot() throws -> Value {
    let (indices, values) = (operandValues[0], operandValues[2])
    let axis = test.integer("axis", default: -1)
    var dims = shape(indices).dims
    dims.insert(Dim(try constants(1)[0]), at: axis < 0 ? dims.count + 1 + axis : axis)
    let places = try add(Iota(Shape(dims), axis: axis, .i64), [])
    let isIndex = try add(Equal(), [places, try repeated(indices, like: places, without: axis)])
    var sides: [Value] = []
    for side in [1, 0] {
      let value = try add(Slice(starts: [side], sizes: [1]), [values])
      let scalar = try add(Reshape(to: []), [value])
      sides.append(try add(Broadcast(to: Shape(dims), axes: []), [scalar]))
    }
    return try add(Select(), [isIndex] + sides)
  }

  /// One side of a diagonal; zeros on the other.
  mutating func triangle(_ x: Value) throws -> Value {
    let rank = rank(x)
    let shift = graph.constant(
      Double(try constants(1)[0]), TensorType(shape(x), .i64))
    let rows = try add(Add(), [try add(Iota(shape(x), axis: rank - 2, .i64), []), shift])
    let columns = try add(Iota(shape(x), axis: rank - 1, .i64), [])
    let isUpper = test.integer("upper", default: 1) == 1
    let isKept = try add(LessOrEqual(), isUpper ? [rows, columns] : [columns, rows])
    return try add(Select(), [isKept, x, graph.constant(0, like: x)])
  }

  /// The negated logarithms of the probabilities of the classes, times their weights.
  mutating func negativeLogLikelihood() throws -> Value {
    let (x, labels) = (operandValues[0], operandValues[1])
    let classes = try add(Iota(shape(x), axis: 1, graph.type(of: labels).dtype), [])
    let isClass = try add(Equal(), [classes, try repeated(labels, like: x, without: 1)])
    let weights =
      operandValues.count > 2
      ? try add(Broadcast(to: shape(x), axes: [1]), [operandValues[2]]) : graph.constant(1, like: x)
    let shares = try add(Select(), [isClass, weights, graph.constant(0, like: x)])
    let terms = try add(Negate(), [try add(Multiply(), [shares, x])])
    switch test.attributes["reduction"] {
    case "none": return try add(ReduceSum(axes: [1]), [terms])
    case "sum": return try sum(terms)
    default: return try add(Divide(), [try sum(terms), try sum(shares)])
    }
  }

  private mutating func sum(_ x: Value) throws -> Value {
    try add(ReduceSum(axes: Array(0..<rank(x))), [x])
  }

  /// Repeats a value along one axis that it lacks.
  private mutating func repeated(
    _ value: Value, like whole: Value, without axis: Int
  ) throws -> Value {
    try add(
      Broadcast(to: shape(whole), axes: (0..<rank(whole)).filter { $0 != axis }), [value])
  }

  // MARK: Rows by number

  /// An element of `x` for each index, which counts along one axis.
  mutating func gatheredElements(_ x: Value) throws -> Value {
    let places = try places(in: x, indices: operandValues[1])
    let rows = try add(GatherRows(), [try column(x), places])
    return try add(Reshape(to: shape(places)), [rows])
  }

  mutating func scatteredElements(_ x: Value) throws -> Value {
    let places = try places(in: x, indices: operandValues[1])
    let updates = shape(operandValues[2]).dims
    let rows = try add(Reshape(to: Shape(updates + [1])), [operandValues[2]])
    let flat = try replaced(try column(x), rows, at: places)
    return try add(Reshape(to: shape(x)), [flat])
  }

  /// A row of `x` for each list of indices, which count along the first axes.
  mutating func gatheredRows(_ x: Value) throws -> Value {
    let (table, places) = try rows(of: x, indices: operandValues[1])
    let rows = try add(GatherRows(), [table, places])
    return try add(Reshape(to: Shape(shape(places).dims + rest(of: x))), [rows])
  }

  mutating func scatteredRows(_ x: Value) throws -> Value {
    let (table, places) = try rows(of: x, indices: operandValues[1])
    let width = try Shape(rest(of: x)).elementCount()
    let rows = try add(
      Reshape(to: Shape(shape(places).dims + [width])), [operandValues[2]])
    return try add(Reshape(to: shape(x)), [try replaced(table, rows, at: places)])
  }

  /// Rows of a table with others in their place: what is scattered into zeros, where something is.
  private mutating func replaced(_ table: Value, _ rows: Value, at places: Value) throws -> Value {
    let entries = shape(table)[0]
    let ones = graph.constant(1, like: rows)
    let counts = try add(ScatterAddRows(entries: entries), [places, ones])
    let isNew = try add(Less(), [graph.constant(0, like: counts), counts])
    let new = try add(ScatterAddRows(entries: entries), [places, rows])
    return try add(Select(), [isNew, new, table])
  }

  private mutating func column(_ x: Value) throws -> Value {
    try add(Reshape(to: [try shape(x).elementCount(), 1]), [x])
  }

  /// The sizes that a list of indices leaves.
  private func rest(of x: Value) -> [Dim] {
    Array(shape(x).dims.dropFirst(shape(operandValues[1]).dims.last?.constant ?? 0))
  }

  /// `x` as a table with a row for each list of indices that there may be, and the rows asked for.
  private mutating func rows(of x: Value, indices: Value) throws -> (table: Value, places: Value) {
    let counted = shape(x).dims.count - rest(of: x).count
    let leading = Array(shape(indices).dims.dropLast())
    let table = try add(
      Reshape(to: [
        try Shape(Array(shape(x).dims.prefix(counted))).elementCount(),
        try Shape(rest(of: x)).elementCount(),
      ]), [x])
    var coordinates: [Value] = []
    for number in 0..<counted {
      var corner = [Int](repeating: 0, count: leading.count + 1)
      corner[leading.count] = number
      let slice = try add(Slice(starts: corner, sizes: Shape(leading + [1])), [indices])
      coordinates.append(try add(Reshape(to: Shape(leading)), [slice]))
    }
    return (table, try place(coordinates, sizes: Array(shape(x).dims.prefix(counted))))
  }

  /// Places in all of `x`, from indices along one axis; along the others, an index counts for the
  /// place where it stands.
  private mutating func places(in x: Value, indices: Value) throws -> Value {
    let axis = test.integer("axis", default: 0)
    var coordinates: [Value] = []
    for other in 0..<rank(x) {
      coordinates.append(
        other == axis ? indices : try add(Iota(shape(indices), axis: other, .i64), []))
    }
    return try place(coordinates, sizes: shape(x).dims)
  }

  /// Row-major places, `i32`.
  private mutating func place(_ coordinates: [Value], sizes: [Dim]) throws -> Value {
    var place = coordinates[0]
    for (coordinate, size) in zip(coordinates, sizes).dropFirst() {
      let scale = graph.constant(Double(size.constant ?? 0), like: place)
      place = try add(Add(), [try add(Multiply(), [place, scale]), coordinate])
    }
    return try add(Convert(to: .i32), [place])
  }

  private func constants(_ operand: Int) throws -> [Int] {
    guard let values = test.constant(operand), !values.isEmpty else {
      throw OutOfScope(reason: "an operand that has to be a constant")
    }
    return values
  }
}

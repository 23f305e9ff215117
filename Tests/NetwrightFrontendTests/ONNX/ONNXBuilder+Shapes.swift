import NetwrightIR
import NetwrightOps
import NetwrightTensor

extension ONNXBuilder {
  /// 0 stands for the size there was, −1 for what is left.
  mutating func reshaped(_ x: Value) throws -> Value {
    let sizes = shape(x)
    let takesZero = test.integer("allowzero", default: 0) == 1
    var dims = (test.constant(1) ?? []).enumerated().map { axis, size in
      size == 0 && !takesZero ? sizes[axis] : Dim(size)
    }
    if let open = dims.firstIndex(of: -1) {
      dims[open] = 1
      dims[open] = try sizes.elementCount().floorDivided(by: Shape(dims).elementCount())
    }
    return try add(Reshape(to: Shape(dims)), [x])
  }

  mutating func padded(_ x: Value) throws -> Value {
    let margins = test.integers("pads") ?? test.constant(1) ?? []
    guard margins.allSatisfy({ $0 >= 0 }) else {
      throw OutOfScope(reason: "negative margins are slices here")
    }
    let rank = rank(x)
    return try add(
      Pad(low: Array(margins.prefix(rank)), high: Shape(sizes: Array(margins.dropFirst(rank)))),
      [x])
  }

  mutating func sliced(_ x: Value) throws -> Value {
    let starts = test.constant(1) ?? []
    let ends = test.constant(2) ?? []
    guard (test.constant(4) ?? []).allSatisfy({ $0 == 1 }) else {
      throw OutOfScope(reason: "slices take every element of a box, in order")
    }
    var corner = [Int](repeating: 0, count: rank(x))
    var sizes = shape(x).sizes ?? []
    for (place, axis) in (test.constant(3) ?? Array(starts.indices)).enumerated() {
      let size = sizes[axis]
      func clamped(_ end: Int) -> Int { min(max(end < 0 ? end + size : end, 0), size) }
      corner[axis] = clamped(starts[place])
      sizes[axis] = clamped(ends[place]) - corner[axis]
    }
    return try add(Slice(starts: corner, sizes: Shape(sizes: sizes)), [x])
  }

  mutating func split(_ x: Value) throws -> [Value] {
    let axis = test.integer("axis", default: 0)
    let size = shape(x)[axis].constant ?? 0
    var parts = test.constant(1) ?? []
    if let count = test.integers("num_outputs")?.first {
      let part = (size + count - 1) / count
      parts = (0..<count).map { min(part, size - $0 * part) }
    }
    var corner = [Int](repeating: 0, count: rank(x))
    var results: [Value] = []
    for part in parts {
      var sizes = shape(x)
      sizes.dims[axis] = Dim(part)
      results.append(try add(Slice(starts: corner, sizes: sizes), [x]))
      corner[axis] += part
    }
    return results
  }

  /// Rows of a matrix of everything but the axis.
  mutating func gathered(_ x: Value) throws -> Value {
    let axis = test.integer("axis", default: 0)
    let (sizes, count) = (shape(x), rank(x))
    let others = (0..<count).filter { $0 != axis }
    let turned = try add(Transpose([axis] + others), [x])
    let width = try Shape(others.map { sizes[$0] }).elementCount()
    let table = try add(Reshape(to: [sizes[axis], width]), [turned])
    let indices = try add(Convert(to: .i32), [operandValues[1]])
    let rows = try add(GatherRows(), [table, indices])
    let places = shape(indices).dims
    let whole = try add(Reshape(to: Shape(places + others.map { sizes[$0] })), [rows])
    let front = (0..<axis).map { places.count + $0 }
    let back = (axis..<others.count).map { places.count + $0 }
    return try add(Transpose(front + Array(places.indices) + back), [whole])
  }

  mutating func depthToSpace(_ x: Value) throws -> Value {
    let block = Dim(test.integer("blocksize", default: 1))
    let sizes = shape(x).dims
    let channels = try sizes[1].floorDivided(by: block.multiplied(by: block))
    let blocks = try add(
      Reshape(to: [sizes[0], block, block, channels, sizes[2], sizes[3]]), [x])
    let turned = try add(Transpose([0, 3, 4, 1, 5, 2]), [blocks])
    let target: Shape = [
      sizes[0], channels, try sizes[2].multiplied(by: block), try sizes[3].multiplied(by: block),
    ]
    return try add(Reshape(to: target), [turned])
  }

  mutating func cast() throws -> Value {
    let types: [Int: DType] = [1: .f32, 2: .u8, 6: .i32, 7: .i64, 9: .bool, 11: .f64]
    guard let dtype = types[test.integer("to", default: 0)] else {
      throw OutOfScope(reason: "an element type that we do not have")
    }
    return try add(Convert(to: dtype), [operandValues[0]])
  }
}

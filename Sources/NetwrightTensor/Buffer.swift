/// A host tensor for reference evaluation: row-major elements of one scalar type.
///
/// Integers, truth values and `f64` are held as `Double`, which is exact up to 2⁵³.
@usableFromInline
package struct Buffer<Scalar: BinaryFloatingPoint & Sendable>: Sendable {
  @usableFromInline package let sizes: [Int]
  @usableFromInline package var elements: [Scalar]

  @inlinable
  package init(sizes: [Int], elements: [Scalar]) {
    self.sizes = sizes
    self.elements = elements
  }

  @inlinable
  package init(sizes: [Int], repeating value: Scalar) {
    self.init(sizes: sizes, elements: Array(repeating: value, count: sizes.reduce(1, *)))
  }

  @inlinable
  package init(scalar: Scalar) { self.init(sizes: [], elements: [scalar]) }

  @inlinable package var count: Int { elements.count }
  package var strides: [Int] { rowMajorStrides(sizes) }
  @inlinable
  package subscript(_ index: Int) -> Scalar {
    get { elements[index] }
    set { elements[index] = newValue }
  }

  @inlinable
  package func converted<Other>(to type: Other.Type) -> Buffer<Other> {
    Buffer<Other>(sizes: sizes, elements: elements.map { Other($0) })
  }

  /// The elements at `start + Σ index · strides` for every index of a row-major space, in order.
  @inlinable
  package func gathered(over sizes: [Int], strides: [Int], from start: Int = 0) -> [Scalar] {
    var found: [Scalar] = []
    found.reserveCapacity(sizes.reduce(1, *))
    forEachOffset(of: sizes, strides: strides, from: start) { found.append(elements[$0]) }
    return found
  }

  /// Copies all elements of `part`, in order, to `start + Σ index · strides` for its indices.
  @inlinable
  package mutating func place(_ part: Buffer, strides: [Int], from start: Int) {
    var position = 0
    forEachOffset(of: part.sizes, strides: strides, from: start) { target in
      elements[target] = part.elements[position]
      position += 1
    }
  }
}

/// How far one step along each axis moves in row-major order, in elements.
package func rowMajorStrides(_ sizes: [Int]) -> [Int] {
  var strides = [Int](repeating: 1, count: sizes.count)
  var step = 1
  for axis in stride(from: sizes.count - 1, through: 0, by: -1) {
    strides[axis] = step
    step *= sizes[axis]
  }
  return strides
}

/// Calls `body` with every index of a row-major space, in order; once with `[]` for a scalar.
@inlinable
package func forEachIndex(of sizes: [Int], _ body: ([Int]) -> Void) {
  guard !sizes.contains(0) else { return }
  var index = [Int](repeating: 0, count: sizes.count)
  while true {
    body(index)
    var axis = sizes.count - 1
    while axis >= 0 {
      index[axis] += 1
      if index[axis] < sizes[axis] { break }
      index[axis] = 0
      axis -= 1
    }
    if axis < 0 { return }
  }
}

/// Calls `body` with `start + Σ index[axis] · strides[axis]` for every index of a row-major space,
/// in order: where a tensor laid out otherwise has the element. Folded axes have stride 0.
@inlinable @inline(__always)
package func forEachOffset(
  of sizes: [Int], strides: [Int], from start: Int = 0, _ body: (Int) -> Void
) {
  guard let last = sizes.last, let step = strides.last else { return body(start) }
  // The rows of an empty space may be too many to count.
  guard last > 0 else { return }
  forEachIndex(of: Array(sizes.dropLast())) { row in
    var offset = start
    for axis in row.indices { offset += row[axis] * strides[axis] }
    for _ in 0..<last {
      body(offset)
      offset += step
    }
  }
}

/// A host tensor for reference evaluation: row-major elements of one scalar type.
///
/// Integers, truth values and `f64` are held as `Double`, which is exact up to 2⁵³.
package struct Buffer<Scalar: BinaryFloatingPoint & Sendable>: Sendable {
  package let sizes: [Int]
  package var elements: [Scalar]

  package init(sizes: [Int], elements: [Scalar]) {
    self.sizes = sizes
    self.elements = elements
  }

  package init(sizes: [Int], repeating value: Scalar) {
    self.init(sizes: sizes, elements: Array(repeating: value, count: sizes.reduce(1, *)))
  }

  package init(scalar: Scalar) { self.init(sizes: [], elements: [scalar]) }

  package var count: Int { elements.count }
  package var strides: [Int] { rowMajorStrides(sizes) }
  package subscript(_ index: Int) -> Scalar {
    get { elements[index] }
    set { elements[index] = newValue }
  }

  package func converted<Other>(to type: Other.Type) -> Buffer<Other> {
    Buffer<Other>(sizes: sizes, elements: elements.map { Other($0) })
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

/// The sizes of a tensor's axes, outermost first; rank 0 is a scalar.
package struct Shape: Hashable, Sendable, CustomStringConvertible {
  /// Axes of a tensor that a spec can name.
  package static let maximumRank = 16

  package var dims: [Dim]

  package init(_ dims: [Dim]) { self.dims = dims }
  package init(sizes: [Int]) { dims = sizes.map { Dim($0) } }

  package var rank: Int { dims.count }
  package subscript(_ axis: Int) -> Dim { dims[axis] }

  /// The sizes as numbers, where no dimension is left unbound.
  package var sizes: [Int]? {
    var result: [Int] = []
    for dim in dims {
      guard let size = dim.constant else { return nil }
      result.append(size)
    }
    return result
  }

  /// The product of all sizes; 1 for a scalar.
  package func elementCount() throws(SizeError) -> Dim {
    var product = Dim(1)
    for dim in dims { product = try product.multiplied(by: dim) }
    return product
  }

  package func substituting(_ binding: [String: Int]) throws(SizeError) -> Shape {
    var result: [Dim] = []
    for dim in dims { result.append(try dim.substituting(binding)) }
    return Shape(result)
  }

  package var description: String {
    "[" + dims.map(\.description).joined(separator: ", ") + "]"
  }
}

extension Shape: ExpressibleByArrayLiteral {
  package init(arrayLiteral elements: Dim...) { dims = elements }
}

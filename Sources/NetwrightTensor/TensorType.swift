/// Element type and shape: `f32[batch, 28, 28, 1]`; a scalar is `f32[]`.
package struct TensorType: Hashable, Sendable, CustomStringConvertible {
  package var shape: Shape
  package var dtype: DType

  package init(_ shape: Shape, _ dtype: DType = .f32) {
    self.shape = shape
    self.dtype = dtype
  }

  package init(sizes: [Int], _ dtype: DType = .f32) {
    self.init(Shape(sizes: sizes), dtype)
  }

  package static func scalar(_ dtype: DType = .f32) -> TensorType { TensorType([], dtype) }

  package var rank: Int { shape.rank }

  /// The sizes; empty axes' worth of nothing where a dimension is still unbound.
  ///
  /// Only for types that `BindDimensions` has gone over: everything after lowering.
  package var sizes: [Int] { shape.sizes ?? [] }

  /// The number of elements of a bound type.
  package var elementCount: Int { sizes.reduce(1, *) }

  package var byteCount: Int { elementCount * dtype.byteCount }

  package func with(_ shape: Shape) -> TensorType { TensorType(shape, dtype) }
  package func with(_ dtype: DType) -> TensorType { TensorType(shape, dtype) }

  package var description: String { dtype.rawValue + shape.description }
}

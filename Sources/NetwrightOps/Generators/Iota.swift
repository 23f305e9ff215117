import NetwrightIR
import NetwrightTensor

/// Counts 0, 1, 2, … along one axis.
///
/// - Shapes: → `shape`.
/// - Dtype: `dtype`, any number.
/// - Gradient: none.
/// - Cost: none; it is never stored.
/// - Errors: `E0306` for operands; `E0313` when the axis does not exist; `E0305` for truth values.
package struct Iota: Op {
  package static let keyword = "iota"
  package static let traits: OpTraits = [.generator]
  package static let examples = [
    OpExample(Iota([2, 3], axis: 1, .i32), [], results: [TensorType([2, 3], .i32)]),
    OpExample(Iota([5], axis: 0, .f32), [], results: [TensorType([5])]),
    OpExample(Iota([3, 0], axis: 0, .i64), [], results: [TensorType([3, 0], .i64)]),
  ]

  package let shape: Shape
  package let axis: Int
  package let dtype: DType

  package init(_ shape: Shape, axis: Int, _ dtype: DType) {
    self.shape = shape
    self.axis = axis
    self.dtype = dtype
  }

  package init(attributes: AttributeReader) throws(AttributeError) {
    shape = try attributes.shape("shape")
    axis = try attributes.integer("axis")
    dtype = try attributes.dtype("dtype")
  }

  package var attributes: [Attribute] {
    [
      Attribute("shape", .shape(shape)), Attribute("axis", .integer(axis)),
      Attribute("dtype", .dtype(dtype)),
    ]
  }

  package func substituting(_ binding: [String: Int]) throws(SizeError) -> Iota {
    Iota(try shape.substituting(binding), axis: axis, dtype)
  }

  package func resultTypes(
    of inputs: [Operand], regions: [Graph], in context: ShapeContext
  ) throws(ShapeError) -> [TensorType] {
    try context.requireCount(inputs, 0)
    let type = TensorType(shape, dtype)
    guard dtype != .bool else { throw .dtype(Operand(type), expected: "numbers") }
    guard shape.dims.indices.contains(axis) else {
      throw .attribute(name: "axis", value: axis, expected: "an axis of \(shape)")
    }
    return [type]
  }

  package func evaluate<Scalar: ReferenceScalar>(_ call: inout ReferenceCall<Scalar>) {
    var position = 0
    forEachIndex(of: call.resultTypes[0].sizes) { index in
      call.results[0][position] = Scalar(index[axis])
      position += 1
    }
  }

  package func lowerElement(at site: ElementSite) -> KernelValue {
    site.emit(.index(site.index.axes[axis]), dtype)
  }
}

extension GraphBuilder {
  package mutating func iota(_ shape: Shape, axis: Int, _ dtype: DType = .i32) -> Value {
    apply(Iota(shape, axis: axis, dtype))
  }
}

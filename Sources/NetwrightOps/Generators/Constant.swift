import NetwrightIR
import NetwrightTensor

/// One number at every index.
///
/// - Shapes: → `shape`.
/// - Dtype: `dtype`.
/// - Gradient: none.
/// - Cost: none; it is never stored.
/// - Errors: `E0306` for operands; `E0313` for negative sizes.
package struct Constant: Op {
  package static let keyword = "constant"
  package static let traits: OpTraits = [.generator]
  package static let examples = [
    OpExample(Constant(0.5, TensorType([2, 3])), [], results: [TensorType([2, 3])]),
    OpExample(Constant(-3, .scalar(.i32)), [], results: [.scalar(.i32)]),
    OpExample(Constant(-.infinity, TensorType([0])), [], results: [TensorType([0])]),
  ]

  package let value: Double
  package let type: TensorType

  package init(_ value: Double, _ type: TensorType) {
    self.value = value
    self.type = type
  }

  package init(attributes: AttributeReader) throws(AttributeError) {
    value = try attributes.number("value")
    type = TensorType(try attributes.shape("shape"), try attributes.dtype("dtype"))
  }

  package var attributes: [Attribute] {
    [
      Attribute("value", .number(value)), Attribute("shape", .shape(type.shape)),
      Attribute("dtype", .dtype(type.dtype)),
    ]
  }

  package func substituting(_ binding: [String: Int]) throws(SizeError) -> Constant {
    Constant(value, type.with(try type.shape.substituting(binding)))
  }

  package func resultTypes(
    of inputs: [Operand], regions: [Graph], in context: ShapeContext
  ) throws(ShapeError) -> [TensorType] {
    try context.requireCount(inputs, 0)
    return [type]
  }

  package func evaluate<Scalar: ReferenceScalar>(_ call: inout ReferenceCall<Scalar>) {
    call.results[0] = Buffer(sizes: call.results[0].sizes, repeating: Scalar(value))
  }

  package func lowerElement(at site: ElementSite) -> KernelValue { site.constant(value) }
}

extension GraphBuilder {
  package mutating func constant(_ value: Double, _ type: TensorType) -> Value {
    apply(Constant(value, type))
  }

  /// A constant of the type of `other`.
  package mutating func constant(_ value: Double, like other: Value) -> Value {
    constant(value, type(of: other))
  }
}

import NetwrightIR
import NetwrightTensor

/// The same numbers in another element type.
///
/// - Shapes: `x: s` → `s`.
/// - Dtype: any to `dtype`. Floats lose their fraction on the way to integers, which saturate, with
///   NaN as 0; whatever is not 0 is true.
/// - Gradient: `∂x = g` in the type of `x`, between floats; else none.
/// - Cost: one operation an element.
/// - Errors: `E0306` for other than one operand.
package struct Convert: Op {
  package static let keyword = "convert"
  package static let traits: OpTraits = [.elementwise]
  package static let examples = [
    OpExample(Convert(to: .i32), [TensorType([2, 3])], results: [TensorType([2, 3], .i32)]),
    OpExample(Convert(to: .f32), [TensorType([5], .u8)], results: [TensorType([5])]),
    OpExample(Convert(to: .f32), [TensorType([0], .bool)], results: [TensorType([0])]),
    OpExample(Convert(to: .f64), [.scalar(.f32)], results: [.scalar(.f64)]),
  ]

  package let dtype: DType
  package init(to dtype: DType) { self.dtype = dtype }

  package init(attributes: AttributeReader) throws(AttributeError) {
    dtype = try attributes.dtype("dtype")
  }

  package var attributes: [Attribute] { [Attribute("dtype", .dtype(dtype))] }

  package func resultTypes(
    of inputs: [Operand], regions: [Graph], in context: ShapeContext
  ) throws(ShapeError) -> [TensorType] {
    try context.requireCount(inputs, 1)
    return [inputs[0].type.with(dtype)]
  }

  package func gradient(at site: GradientSite, in graph: inout GraphBuilder) -> [Value?] {
    let source = graph.type(of: site.inputs[0]).dtype
    guard source.isFloat, dtype.isFloat else { return [nil] }
    return [graph.convert(site.upstream, to: source)]
  }

  package func evaluate<Scalar: ReferenceScalar>(_ call: inout ReferenceCall<Scalar>) {
    for index in 0..<call.results[0].count {
      call.results[0][index] = converted(call.inputs[0][index])
    }
  }

  private func converted<Scalar: ReferenceScalar>(_ x: Scalar) -> Scalar {
    switch dtype {
    case .f32, .f64: x
    case .bool: x != 0 ? 1 : 0
    case .i32: truncated(x, -0x1p31, 0x1p31 - 1)
    case .i64: truncated(x, -0x1p63, 0x1p63)
    case .u8: truncated(x, 0, 255)
    }
  }

  private func truncated<Scalar: ReferenceScalar>(
    _ x: Scalar, _ low: Double, _ high: Double
  ) -> Scalar {
    x.isNaN ? 0 : max(Scalar(low), min(x.rounded(.towardZero), Scalar(high)))
  }

  package func lowerElement(at site: ElementSite) -> KernelValue {
    site.emit(.convert(site.input(0, site.index)), dtype)
  }
}

extension GraphBuilder {
  /// `x` itself where it has this element type already.
  package mutating func convert(_ x: Value, to dtype: DType) -> Value {
    type(of: x).dtype == dtype ? x : apply(Convert(to: dtype), x)
  }
}

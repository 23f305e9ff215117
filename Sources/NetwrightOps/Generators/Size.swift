import NetwrightIR
import NetwrightTensor

/// How many elements some axes of a tensor hold together: the product of their sizes.
///
/// - Shapes: `x: s` → `[]`.
/// - Dtype: any → `f32`; exact up to 2²⁴.
/// - Gradient: none.
/// - Cost: none; it is a constant once the dimensions are bound, and `x` is never read.
/// - Errors: `E0306` for other than one operand; `E0307` when an axis does not exist or the axes do
///   not ascend; `E0314` when the product leaves 63 bits.
package struct Size: Op {
  package static let keyword = "size"
  package static let traits: OpTraits = [.generator, .opaqueToGradient]
  package static let examples = [
    OpExample(Size(axes: [0]), [[2, 3]], result: []),
    OpExample(Size(axes: [0, 2]), [[2, 3, 5]], result: []),
    OpExample(Size(axes: []), [[]], result: []),
    OpExample(Size(axes: [0]), [[0, 3]], result: []),
  ]

  package let axes: [Int]
  package init(axes: [Int]) { self.axes = axes }

  package init(attributes: AttributeReader) throws(AttributeError) {
    axes = try attributes.integers("axes")
  }

  package var attributes: [Attribute] { [Attribute("axes", .integers(axes))] }

  package func resultTypes(
    of inputs: [Operand], regions: [Graph], in context: ShapeContext
  ) throws(ShapeError) -> [TensorType] {
    try context.requireCount(inputs, 1)
    try context.requireAscending(axes, of: inputs[0])
    _ = try context.product(axes.map { inputs[0].shape[$0] }, of: inputs[0])
    return [.scalar()]
  }

  private func count(_ input: TensorType) -> Int {
    let sizes = input.sizes
    return axes.reduce(1) { $0 * sizes[$1] }
  }

  package func evaluate<Scalar: ReferenceScalar>(_ call: inout ReferenceCall<Scalar>) {
    call.results[0][0] = Scalar(count(call.inputTypes[0]))
  }

  package func lowerElement(at site: ElementSite) -> KernelValue {
    site.constant(Double(count(site.inputTypes[0])))
  }
}

extension GraphBuilder {
  /// The product of these axes' sizes as `f32[]`: a constant where all of them are bound.
  package mutating func size(_ x: Value, axes: [Int]) -> Value {
    let sizes = axes.compactMap { type(of: x).shape[$0].constant }
    guard sizes.count == axes.count else { return apply(Size(axes: axes), x) }
    return constant(sizes.reduce(1) { $0 * Double($1) }, .scalar())
  }
}

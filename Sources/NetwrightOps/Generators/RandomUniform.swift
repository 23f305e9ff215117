import NetwrightIR
import NetwrightKernels
import NetwrightTensor

/// Uniform random numbers in [0, 1), multiples of 2⁻²⁴.
///
/// Element `e`, counted in row-major order, is `RandomStream.uniform` of the stream that `path`
/// names, the seed and the step: a pure function, whatever the order, layout or thread.
///
/// - Shapes: `seed: []`, `step: []` → `shape`.
/// - Dtype: `i64`, `i64` → `f32`.
/// - Gradient: none.
/// - Cost: ten rounds of Philox an element, some forty cycles; it is made where it is read.
/// - Errors: `E0301`, `E0305` for other than two `i64[]`; `E0306` for other than two operands.
package struct RandomUniform: Op {
  package static let keyword = "random_uniform"
  package static let traits: OpTraits = [.generator, .expensive, .opaqueToGradient]
  package static let examples = [
    OpExample(
      RandomUniform([2, 3], path: "dropout"), [.scalar(.i64), .scalar(.i64)],
      results: [TensorType([2, 3])]),
    OpExample(
      RandomUniform([0], path: ""), [.scalar(.i64), .scalar(.i64)], results: [TensorType([0])]),
  ]

  package let shape: Shape
  package let path: String

  package init(_ shape: Shape, path: String) {
    self.shape = shape
    self.path = path
  }

  package init(attributes: AttributeReader) throws(AttributeError) {
    shape = try attributes.shape("shape")
    path = try attributes.text("path")
  }

  package var attributes: [Attribute] {
    [Attribute("shape", .shape(shape)), Attribute("path", .text(path))]
  }

  package func substituting(_ binding: [String: Int]) throws(SizeError) -> RandomUniform {
    RandomUniform(try shape.substituting(binding), path: path)
  }

  package func resultTypes(
    of inputs: [Operand], regions: [Graph], in context: ShapeContext
  ) throws(ShapeError) -> [TensorType] {
    try context.requireCount(inputs, 2)
    for input in inputs {
      try context.require(input, dtype: .i64)
      guard input.rank == 0 else { throw .rank(input, expected: "a single number") }
    }
    return [TensorType(shape)]
  }

  package func evaluate<Scalar: ReferenceScalar>(_ call: inout ReferenceCall<Scalar>) {
    let stream = RandomStream.number(of: path)
    let (seed, step) = (whole(call.inputs[0][0]), whole(call.inputs[1][0]))
    for index in 0..<call.results[0].count {
      call.results[0][index] = Scalar(
        RandomStream.uniform(stream: stream, seed: seed, step: step, at: index))
    }
  }

  /// A number beyond 63 bits, which no `i64` holds, counts as 0.
  private func whole<Scalar: ReferenceScalar>(_ x: Scalar) -> Int64 {
    Int64(exactly: x.rounded(.towardZero)) ?? 0
  }

  package func lowerElement(at site: ElementSite) -> KernelValue {
    let element = site.index.linear(sizes: site.resultType.sizes, loops: site.loops)
    return site.emit(
      .random(
        stream: RandomStream.number(of: path), seed: site.input(0, IndexMap([])),
        step: site.input(1, IndexMap([])), element: element),
      .f32)
  }
}

extension GraphBuilder {
  /// `path` names the use: a layer's path, never a node's number.
  package mutating func randomUniform(
    _ shape: Shape, path: String, seed: Value, step: Value
  ) -> Value {
    apply(RandomUniform(shape, path: path), seed, step)
  }
}

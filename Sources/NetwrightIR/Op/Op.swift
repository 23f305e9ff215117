import NetwrightTensor

/// An operation of the graph IR: one file each, holding all that the compiler knows of it.
package protocol Op: Sendable {
  /// The name in text IR; unique.
  static var keyword: String { get }
  static var traits: OpTraits { get }
  /// Applications that registry-wide suites check: shapes, gradients, text, engines.
  static var examples: [OpExample] { get }

  /// The fields, in the order in which they are printed.
  var attributes: [Attribute] { get }
  init(attributes: AttributeReader) throws(AttributeError)

  /// The only shape rule: builder, checker and verifier call it.
  func resultTypes(
    of inputs: [Operand], regions: [Graph], in context: ShapeContext
  ) throws(ShapeError) -> [TensorType]

  /// The same op with named dimensions in its fields replaced.
  func substituting(_ binding: [String: Int]) throws(SizeError) -> Self

  /// The gradient with respect to each input; `nil` where there is none.
  func gradient(at site: GradientSite, in graph: inout GraphBuilder) -> [Value?]

  /// Naive evaluation, the oracle of everything faster.
  func evaluate<Scalar: ReferenceScalar>(_ call: inout ReferenceCall<Scalar>)

  /// `evaluate` in one scalar type. Whoever has an `any Op` calls these two: they are compiled for
  /// the type, while `evaluate` would run unspecialized. The module of the ops implements them.
  func evaluateSingle(_ call: inout ReferenceCall<Float>)
  func evaluateDouble(_ call: inout ReferenceCall<Double>)

  /// For composite ops: the same in terms of simpler ops.
  func decompose(_ inputs: [Value], in graph: inout GraphBuilder) -> [Value]

  /// For elementwise, view and generator ops: one result element at `site.index`.
  func lowerElement(at site: ElementSite) -> KernelValue

  /// For ops that have a kernel of their own: which one.
  func skeleton(inputs: [TensorType], results: [TensorType]) -> Skeleton?

  /// Floating-point operations of one evaluation.
  func operationCount(inputs: [TensorType], results: [TensorType]) -> Int
}

extension Op {
  package var attributes: [Attribute] { [] }

  package func substituting(_ binding: [String: Int]) throws(SizeError) -> Self { self }

  package func gradient(at site: GradientSite, in graph: inout GraphBuilder) -> [Value?] {
    site.inputs.map { _ in nil }
  }

  package func decompose(_ inputs: [Value], in graph: inout GraphBuilder) -> [Value] { inputs }

  package func lowerElement(at site: ElementSite) -> KernelValue { site.constant(0) }

  package func skeleton(inputs: [TensorType], results: [TensorType]) -> Skeleton? { nil }

  package func operationCount(inputs: [TensorType], results: [TensorType]) -> Int {
    Self.traits.contains(.elementwise) ? results.reduce(0) { $0 + $1.elementCount } : 0
  }
}

/// One application of an op, for the registry-wide suites.
package struct OpExample: Sendable {
  package let op: any Op
  package let inputs: [TensorType]
  package let results: [TensorType]
  /// Where inputs are drawn from: uniform in this range; integers below `integerBound`.
  package let range: ClosedRange<Double>
  package let integerBound: Int
  package let regions: [Graph]

  package init(
    _ op: any Op, _ inputs: [TensorType], results: [TensorType],
    range: ClosedRange<Double> = -2...2, integerBound: Int = 2, regions: [Graph] = []
  ) {
    self.op = op
    self.inputs = inputs
    self.results = results
    self.range = range
    self.integerBound = integerBound
    self.regions = regions
  }

  /// `f32` tensors of these sizes.
  package init(
    _ op: any Op, _ inputs: [[Int]], result: [Int], range: ClosedRange<Double> = -2...2
  ) {
    self.init(
      op, inputs.map { TensorType(sizes: $0) }, results: [TensorType(sizes: result)], range: range)
  }
}

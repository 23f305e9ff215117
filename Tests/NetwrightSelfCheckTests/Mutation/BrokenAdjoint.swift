import NetwrightIR
import NetwrightOps
import NetwrightTensor

/// What a mistake in a gradient rule looks like.
enum Mutation: Hashable, Sendable, CustomStringConvertible {
  case wrongSign
  case factorTwo
  case constantTerm
  /// The gradient of one operand is missing.
  case dropped(operand: Int)
  /// The chain rule is forgotten: as if the upstream were 1.
  case ignoredUpstream
  /// The upstream itself is the gradient of one operand.
  case missingFactor(operand: Int)
  case swappedOperands
  case swappedGradients
  /// The rule takes the result for its first operand.
  case resultForOperand

  static let all: [Mutation] =
    [
      .wrongSign, .factorTwo, .constantTerm, .ignoredUpstream, .swappedOperands,
      .swappedGradients, .resultForOperand,
    ] + (0..<3).map { .dropped(operand: $0) } + (0..<3).map { .missingFactor(operand: $0) }

  var description: String {
    switch self {
    case .wrongSign: "wrong sign"
    case .factorTwo: "factor of two"
    case .constantTerm: "constant term"
    case .dropped(let operand): "no gradient of operand \(operand)"
    case .ignoredUpstream: "ignored upstream"
    case .missingFactor(let operand): "missing factor of operand \(operand)"
    case .swappedOperands: "swapped operands"
    case .swappedGradients: "swapped gradients"
    case .resultForOperand: "result for operand"
    }
  }
}

/// An op whose gradient rule has a mistake; all else is as it should be.
struct BrokenAdjoint<Wrapped: Op>: Op {
  static var keyword: String { Wrapped.keyword }
  static var traits: OpTraits { Wrapped.traits }
  static var examples: [OpExample] { Wrapped.examples }

  let wrapped: Wrapped
  let mutation: Mutation

  init(_ wrapped: Wrapped, _ mutation: Mutation) {
    self.wrapped = wrapped
    self.mutation = mutation
  }

  init(attributes: AttributeReader) throws(AttributeError) {
    self.init(try Wrapped(attributes: attributes), .wrongSign)
  }

  var attributes: [Attribute] { wrapped.attributes }

  func resultTypes(
    of inputs: [Operand], regions: [Graph], in context: ShapeContext
  ) throws(ShapeError) -> [TensorType] {
    try wrapped.resultTypes(of: inputs, regions: regions, in: context)
  }

  func substituting(_ binding: [String: Int]) throws(SizeError) -> Self {
    Self(try wrapped.substituting(binding), mutation)
  }

  func evaluate<Scalar: ReferenceScalar>(_ call: inout ReferenceCall<Scalar>) {
    wrapped.evaluate(&call)
  }
  func evaluateSingle(_ call: inout ReferenceCall<Float>) { wrapped.evaluateSingle(&call) }
  func evaluateDouble(_ call: inout ReferenceCall<Double>) { wrapped.evaluateDouble(&call) }

  func decompose(_ inputs: [Value], in graph: inout GraphBuilder) -> [Value] {
    wrapped.decompose(inputs, in: &graph)
  }

  func gradient(at site: GradientSite, in graph: inout GraphBuilder) -> [Value?] {
    var gradients = wrapped.gradient(at: changed(site, in: &graph), in: &graph)
    switch mutation {
    case .wrongSign: gradients = gradients.map { $0.map { graph.negate($0) } }
    case .factorTwo: gradients = gradients.map { $0.map { graph.add($0, $0) } }
    case .constantTerm:
      gradients = gradients.map {
        $0.map { graph.add($0, graph.constant(0.5, like: $0)) }
      }
    case .dropped(let operand) where operand < gradients.count: gradients[operand] = nil
    case .missingFactor(let operand) where operand < gradients.count && gradients[operand] != nil:
      if graph.type(of: site.upstream) == graph.type(of: site.inputs[operand]) {
        gradients[operand] = site.upstream
      }
    case .swappedGradients where gradients.count > 1:
      if haveEqualTypes(gradients[0], gradients[1], in: graph) { gradients.swapAt(0, 1) }
    default: break
    }
    return gradients
  }

  private func changed(_ site: GradientSite, in graph: inout GraphBuilder) -> GradientSite {
    var (inputs, upstreams) = (site.inputs, site.upstreams)
    switch mutation {
    case .ignoredUpstream:
      upstreams = upstreams.map { $0.map { graph.constant(1, like: $0) } }
    case .swappedOperands where inputs.count > 1:
      if haveEqualTypes(inputs[0], inputs[1], in: graph) { inputs.swapAt(0, 1) }
    case .resultForOperand where !inputs.isEmpty:
      if haveEqualTypes(inputs[0], site.result, in: graph) { inputs[0] = site.result }
    default: break
    }
    return GradientSite(inputs: inputs, results: site.results, upstreams: upstreams)
  }

  private func haveEqualTypes(_ a: Value?, _ b: Value?, in graph: GraphBuilder) -> Bool {
    guard let a, let b else { return false }
    return graph.type(of: a) == graph.type(of: b)
  }
}

/// The op with a mistake in its gradient rule.
func broken(_ op: some Op, _ mutation: Mutation) -> any Op { BrokenAdjoint(op, mutation) }

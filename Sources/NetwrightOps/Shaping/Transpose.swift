import NetwrightIR
import NetwrightTensor

/// The axes in another order: axis `i` of the result is axis `permutation[i]` of the operand.
///
/// - Shapes: `x: s` → `s[permutation]`.
/// - Dtype: any.
/// - Gradient: `∂x` = `g` with the axes put back.
/// - Cost: none where it is read in place; strided loads where the last axis moves.
/// - Errors: `E0301` when the permutation has another length; `E0307` when an axis does not exist
///   or stands twice.
package struct Transpose: Op {
  package static let keyword = "transpose"
  package static let traits: OpTraits = [.view]
  package static let examples = [
    OpExample(Transpose([1, 0]), [[2, 3]], result: [3, 2]),
    OpExample(Transpose([2, 0, 1]), [[2, 3, 5]], result: [5, 2, 3]),
    OpExample(Transpose([0, 2, 1, 3]), [[1, 3, 2, 7]], result: [1, 2, 3, 7]),
    OpExample(Transpose([]), [[]], result: []),
    OpExample(Transpose([1, 0]), [[0, 3]], result: [3, 0]),
  ]

  package let permutation: [Int]
  package init(_ permutation: [Int]) { self.permutation = permutation }

  package init(attributes: AttributeReader) throws(AttributeError) {
    permutation = try attributes.integers("permutation")
  }

  package var attributes: [Attribute] { [Attribute("permutation", .integers(permutation))] }

  package func resultTypes(
    of inputs: [Operand], regions: [Graph], in context: ShapeContext
  ) throws(ShapeError) -> [TensorType] {
    try context.requireCount(inputs, 1)
    let input = inputs[0]
    guard permutation.count == input.rank else {
      throw .rank(input, expected: "\(permutation.count) axes")
    }
    var seen: Set<Int> = []
    for axis in permutation {
      guard (0..<input.rank).contains(axis), seen.insert(axis).inserted else {
        throw .axis(axis, input)
      }
    }
    return [input.type.with(Shape(permutation.map { input.shape[$0] }))]
  }

  package func gradient(at site: GradientSite, in graph: inout GraphBuilder) -> [Value?] {
    var inverse = permutation
    for (position, axis) in permutation.enumerated() { inverse[axis] = position }
    return [graph.transpose(site.upstream, inverse)]
  }

  package func evaluate<Scalar: ReferenceScalar>(_ call: inout ReferenceCall<Scalar>) {
    let input = call.inputs[0]
    call.results[0].elements = input.gathered(
      over: call.resultTypes[0].sizes, strides: permutation.map { input.strides[$0] })
  }

  package func lowerElement(at site: ElementSite) -> KernelValue {
    var place = site.index.axes
    for (position, axis) in permutation.enumerated() { place[axis] = site.index.axes[position] }
    return site.input(0, IndexMap(place))
  }
}

extension GraphBuilder {
  /// `x` itself where the order stays.
  package mutating func transpose(_ x: Value, _ permutation: [Int]) -> Value {
    permutation == Array(0..<type(of: x).rank) ? x : apply(Transpose(permutation), x)
  }

  /// `x` with its last two axes exchanged.
  package mutating func transpose(_ x: Value) -> Value {
    let rank = type(of: x).rank
    guard rank >= 2 else { return x }
    return transpose(x, Array(0..<rank - 2) + [rank - 1, rank - 2])
  }
}

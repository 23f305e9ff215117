import NetwrightIR
import NetwrightTensor

/// The same elements in the same row-major order under another shape.
///
/// - Shapes: `x: s` → `shape`, with equal element counts.
/// - Dtype: any.
/// - Gradient: `∂x` = `g` in the shape of `x`.
/// - Cost: none.
/// - Errors: `E0310` when the element counts differ; `E0308` when that cannot be decided.
package struct Reshape: Op {
  package static let keyword = "reshape"
  package static let traits: OpTraits = [.view, .reshaping]
  package static let examples = [
    OpExample(Reshape(to: [6]), [[2, 3]], result: [6]),
    OpExample(Reshape(to: [3, 2]), [[2, 3]], result: [3, 2]),
    OpExample(Reshape(to: [1, 7, 1]), [[7]], result: [1, 7, 1]),
    OpExample(Reshape(to: []), [[1, 1]], result: []),
    OpExample(Reshape(to: [0, 5]), [[3, 0]], result: [0, 5]),
  ]

  package let shape: Shape
  package init(to shape: Shape) { self.shape = shape }

  package init(attributes: AttributeReader) throws(AttributeError) {
    shape = try attributes.shape("shape")
  }

  package var attributes: [Attribute] { [Attribute("shape", .shape(shape))] }

  package func substituting(_ binding: [String: Int]) throws(SizeError) -> Reshape {
    Reshape(to: try shape.substituting(binding))
  }

  package func resultTypes(
    of inputs: [Operand], regions: [Graph], in context: ShapeContext
  ) throws(ShapeError) -> [TensorType] {
    try context.requireCount(inputs, 1)
    let input = inputs[0]
    let count = try context.product(input.shape.dims, of: input)
    let target = try context.product(shape.dims, of: input)
    try context.require(
      target, equals: count, of: input, else: .elementCountsDiffer(input, target: shape))
    return [input.type.with(shape)]
  }

  package func gradient(at site: GradientSite, in graph: inout GraphBuilder) -> [Value?] {
    [graph.reshape(site.upstream, to: graph.type(of: site.inputs[0]).shape)]
  }

  package func evaluate<Scalar: ReferenceScalar>(_ call: inout ReferenceCall<Scalar>) {
    call.results[0].elements = call.inputs[0].elements
  }

  /// Axes that stay, or that were split, have affine places. Where axes were merged, the last of
  /// them takes the whole offset: right for a tensor in memory, where alone such a reshape is read
  /// in place.
  package func lowerElement(at site: ElementSite) -> KernelValue {
    let (from, to) = (site.inputTypes[0].sizes, site.resultType.sizes)
    var place = from.map { _ in Affine(constant: 0, loops: site.loops) }
    guard !from.contains(0) else { return site.input(0, IndexMap(place)) }
    var (source, target) = (0, 0)
    while source < from.count {
      // The shortest runs of axes on both sides that hold equally many elements.
      var (held, wanted) = (1, from[source])
      var offset = Affine(constant: 0, loops: site.loops)
      while held != wanted {
        if held < wanted {
          offset = offset * to[target] + site.index.axes[target]
          held *= to[target]
          target += 1
        } else {
          source += 1
          wanted *= from[source]
        }
      }
      place[source] = offset
      source += 1
    }
    return site.input(0, IndexMap(place))
  }
}

extension GraphBuilder {
  /// `x` itself where it has this shape already.
  package mutating func reshape(_ x: Value, to shape: Shape) -> Value {
    type(of: x).shape == shape ? x : apply(Reshape(to: shape), x)
  }
}

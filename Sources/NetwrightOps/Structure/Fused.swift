import NetwrightIR
import NetwrightTensor

/// What belongs into one kernel: a region that Schedule turns into exactly one kernel.
///
/// - Shapes: those of the region.
/// - Dtype: any.
/// - Gradient: none; fusion comes after differentiation.
/// - Cost: that of the region's nodes.
/// - Errors: `E0901` when operands and region disagree.
package struct Fused: Op {
  package static let keyword = "fused"
  package static let traits: OpTraits = [.fused]
  package static let examples: [OpExample] = []

  /// The loops that the kernel runs.
  package enum Kind: String, CaseIterable, Hashable, Sendable {
    /// Elementwise over one space; row reductions fold its last axis.
    case rows
    /// Folds leading axes for every element of the trailing ones.
    case columns
    /// A skeleton with an elementwise epilogue on its result.
    case epilogue
    /// Step scalars.
    case scalar
  }

  package let kind: Kind
  /// The space that the loops cover.
  package let space: [Int]

  package init(_ kind: Kind, space: [Int]) {
    self.kind = kind
    self.space = space
  }

  package init(attributes: AttributeReader) throws(AttributeError) {
    guard let kind = Kind(rawValue: try attributes.text("kind")) else {
      throw .mistyped("kind", expected: Kind.allCases.map(\.rawValue).joined(separator: ", "))
    }
    self.kind = kind
    space = try attributes.integers("space")
  }

  package var attributes: [Attribute] {
    [Attribute("kind", .text(kind.rawValue)), Attribute("space", .integers(space))]
  }

  package func resultTypes(
    of inputs: [Operand], regions: [Graph], in context: ShapeContext
  ) throws(ShapeError) -> [TensorType] {
    guard regions.count == 1 else { throw .region("expected one region, found \(regions.count)") }
    let region = regions[0]
    let expected = region.inputs.map { region.type(of: $0.value) }
    guard inputs.map(\.type) == expected else {
      throw .region("operands \(inputs.map(\.type)), region inputs \(expected)")
    }
    return region.outputs.map { region.type(of: $0.value) }
  }

  package func evaluate<Scalar: ReferenceScalar>(_ call: inout ReferenceCall<Scalar>) {
    // The interpreter evaluates regions itself.
  }
}

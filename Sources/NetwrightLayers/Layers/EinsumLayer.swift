import NetwrightIR
import NetwrightOps
import NetwrightSchema
import NetwrightTensor

/// A sum of products over named axes (Einstein's notation), of any number of operands.
///
/// - Shapes: those of the equation; an axis has one size wherever it stands. The batch, where an
///   operand has it, stays the first axis.
/// - Cost: one contraction for each operand but the first; three or more are taken from the left.
package struct EinsumLayer: Layer {
  package static let keyword = "einsum"
  package static let doc =
    "Sum of products over named axes: `b t h d, b s h d -> b h t s`. Operands are the result "
    + "before, or what `from:` names, and then those of `names`. Names of axes are separated by "
    + "spaces; an equation without spaces in its terms (`bthd,bshd->bhts`) has an axis for each "
    + "letter. Axes that the result lacks are summed over. An axis has one size everywhere and "
    + "stands once in a term; the batch stays the first axis. Three and more operands are "
    + "multiplied from the left."
  package static let example = """
    - parameter: "f32[8, 4]"
      as: w
    - einsum: {equation: "b t i, i o -> b t o", names: w}
    """
  package static let exampleInput = "f32[batch, 16, 8]"
  package static let inputCount = 1...EinsumEquation.maximumOperands

  static let equationKey = Key(
    "equation", .einsum, doc: "Axes of the operands, `->`, and the axes of the result.")
  static let namesKey = Key(
    "names", .list(ValueType<Name>.name, of: "a name or a list of names"), default: [],
    doc: "Operands after the first: inputs or results named with `as:`.")
  package static let table = KeyTable(
    "the layer `einsum`", main: "equation", [AnyKey(equationKey), AnyKey(namesKey)])

  package let namedInputs: [Name]
  let equation: EinsumEquation

  package init(_ arguments: Arguments) throws(Poisoned) {
    equation = try arguments.value(Self.equationKey)
    namedInputs = try arguments.value(Self.namesKey)
  }

  package func build(at site: LayerSite) throws(LayerError) -> Value {
    let sizes = try sizes(at: site)
    try requireRows(at: site)
    let operands = zip(site.inputs, equation.operands).map {
      EinsumLowering.Named(value: $0.value, axes: $1.map(\.name))
    }
    return try EinsumLowering(site: site, sizes: sizes).result(
      of: operands, axes: equation.result.map(\.name))
  }

  /// The size of each axis.
  private func sizes(at site: LayerSite) throws(LayerError) -> [String: Dim] {
    guard site.inputs.count == equation.operands.count else {
      throw .einsum(.operandCount(equation, found: site.inputs.count))
    }
    var sizes: [String: Dim] = [:]
    var makers: [String: (EinsumEquation.Axis, ModelTensor)] = [:]
    for (number, (tensor, axes)) in zip(site.inputs, equation.operands).enumerated() {
      guard tensor.type.dtype.isFloat else { throw .elementType(tensor, needed: .floats) }
      guard tensor.rank == axes.count else {
        throw .einsum(.rank(tensor, operand: number, equation))
      }
      for (axis, size) in zip(axes, tensor.shape.dims) {
        if let known = sizes[axis.name], let (first, maker) = makers[axis.name] {
          guard site.model.graph.context.solver.equal(known, size) == .yes else {
            let isSummed = !equation.result.contains { $0.name == axis.name }
            throw .einsum(
              .sizes(axis, size, of: tensor, first: first, known, maker, isSummed: isSummed))
          }
        } else {
          sizes[axis.name] = size
          makers[axis.name] = (axis, tensor)
        }
      }
    }
    return sizes
  }

  /// All rows of the batch stay apart: their axis has one name, and is the first of the result.
  private func requireRows(at site: LayerSite) throws(LayerError) {
    for (tensor, axes) in zip(site.inputs, equation.operands) {
      for (axis, size) in zip(axes, tensor.shape.dims) where size.dependsOnBatch {
        guard equation.result.first?.name == axis.name else {
          throw .einsum(.batch(axis, tensor, result: equation.result.first))
        }
      }
    }
  }
}

import NetwrightIR
import NetwrightOps
import NetwrightSchema
import NetwrightTensor

/// Joins tensors along an axis; all other sizes are equal.
///
/// - Shapes: `[batch, …, a, …]`, `[batch, …, b, …]` → `[batch, …, a + b, …]`.
package struct ConcatLayer: Layer {
  package static let keyword = "concat"
  package static let doc =
    "Joins the result before (or what `from:` names) and the named ones along an axis; all other "
    + "sizes are equal. The result before comes first and is not named again; `from: [a, b]` alone "
    + "names all of them, in their order."
  package static let example = "- dense: 8\n- concat: x"
  package static let exampleInput = "f32[batch, 8]"
  package static let inputCount = 2...1_000
  package static let joining: InputJoining? = .inOrder

  static let namesKey = Key(
    "names", .list(ValueType<Name>.name, of: "a name or a list of names"), default: [],
    doc: "Inputs or results named with `as:`.")
  static let axisKey = Key(
    "axis", .integer(-15...15), default: -1, doc: "The axis; -1 is the last, 0 is the batch.")
  package static let table = KeyTable(
    "the layer `concat`", main: "names", [AnyKey(namesKey), AnyKey(axisKey)])

  package let namedInputs: [Name]
  let axis: Int

  package init(_ arguments: Arguments) throws(Poisoned) {
    namedInputs = try arguments.value(Self.namesKey)
    axis = try arguments.value(Self.axisKey)
  }

  package func build(at site: LayerSite) throws(LayerError) -> Value {
    let first = site.input
    let place = axis < 0 ? first.rank + axis : axis
    guard place >= 1, place < first.rank else { throw .axis(axis, first) }
    for other in site.inputs.dropFirst() {
      try site.requireEqualSizes(other, except: place)
    }
    return try site.apply(Concatenate(axis: place), site.inputs.map(\.value))
  }

  package func axisOrigin(
    _ axis: Int, of result: TensorType, from inputs: [TensorType]
  ) -> AxisOrigin? {
    axis == (self.axis < 0 ? result.rank + self.axis : self.axis) ? .sum : .input(0, axis: axis)
  }
}

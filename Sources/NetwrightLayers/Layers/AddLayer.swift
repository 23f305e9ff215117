import NetwrightIR
import NetwrightOps
import NetwrightSchema

/// Sum of tensors of the same shape, element by element.
///
/// - Shapes: `s`, `s`, … → `s`.
package struct AddLayer: Layer {
  package static let keyword = "add"
  package static let doc =
    "Sum of the result before (or of what `from:` names) and the named ones, all of one shape. The "
    + "result before is not named again; `from: [a, b]` alone names all of them."
  package static let example = "- dense: 8\n- add: x"
  package static let exampleInput = "f32[batch, 8]"
  package static let inputCount = 2...1_000
  package static let joining: InputJoining? = .inAnyOrder

  static let namesKey = Key(
    "names", .list(ValueType<Name>.name, of: "a name or a list of names"), default: [],
    doc: "Inputs or results named with `as:`.")
  package static let table = KeyTable("the layer `add`", main: "names", [AnyKey(namesKey)])

  package let namedInputs: [Name]

  package init(_ arguments: Arguments) throws(Poisoned) {
    namedInputs = try arguments.value(Self.namesKey)
  }

  package func build(at site: LayerSite) throws(LayerError) -> Value {
    var sum = site.input.value
    for other in site.inputs.dropFirst() {
      try site.requireEqualSizes(other)
      sum = site.model.graph.add(sum, other.value)
    }
    return sum
  }
}

/// The definitions of the JSON Schema that values refer to by name: parts of a spec with a table or a
/// form of their own. `SpecSchema` says what each holds.
package enum SchemaSection: String, CaseIterable, Sendable {
  case arguments
  case block
  case blocks
  case blockUse = "block-use"
  case data
  case dimension
  case dims
  case evaluate
  case expect
  case field
  case fields
  case formulaParameter = "formula-parameter"
  case layer
  case layers
  case loss
  case model
  case optimizer
  case plainLayer = "plain-layer"
  case regularizer
  case `repeat`
  case source
  case split
  case tiedWeight = "tied-weight"
  case train
}

import NetwrightLayers
import NetwrightSchema
import NetwrightTensor

/// The key tables of the sections of a spec, in the order of Grammar.md.
package enum GrammarSections {
  package struct Section: Sendable {
    package let title: String
    package let table: KeyTable
  }

  package static let dims: [Section] = [
    Section(title: "A dimension with a range", table: DimensionRange.table)
  ]

  /// The little languages within scalars, each from its reader, in EBNF.
  package static let notation: [String] = [
    NumberText.grammar, Identifier.grammar, DimensionParser.grammar, DeclaredType.grammar,
    Comparison.grammar, BlockParameter.grammar, LayerCondition.grammar, Formula.grammar,
    EinsumEquation.grammar, ColumnRange.grammar,
  ]

  package static let model: [Section] = [
    Section(title: "`model`", table: ModelSection.table),
    Section(title: "Beside the kind of a layer", table: LayerListDecoder.modifierTable),
  ]

  package static let blocks: [Section] = [
    Section(title: "An entry of `blocks`", table: BlockDeclaration.table),
    Section(title: "`repeat`", table: RepeatUse.table),
  ]

  package static let data: [Section] = [
    Section(title: "`data`", table: DataSection.table),
    Section(title: "`source: {csv: …}`", table: DataSource.csvTable),
    Section(title: "`source: {idx: …}`", table: DataSource.idxTable),
    Section(title: "A field of kind `tensor`", table: DataField.tensorTable),
    Section(title: "A field of kind `number`", table: DataField.numberTable),
    Section(title: "A field of kind `category`", table: DataField.categoryTable),
    Section(title: "A field of kind `class`", table: DataField.classTable),
    Section(title: "`split`", table: DataSplit.table),
  ]

  /// Keys beside the kind of a loss in a list.
  package static let lossModifiers = LossTerm.table

  package static let training: [Section] = [
    Section(title: "`train`", table: TrainingSection.table),
    Section(title: "`evaluate`", table: EvaluationSection.table),
  ]
}

import NetwrightDiagnostics
import NetwrightLayers
import NetwrightSchema

/// The JSON Schema of specs, from the tables that decode them.
///
/// It is of draft 7, the one that the language server behind most editors' YAML support implements
/// in full. It says which keys there are, what they hold and what they mean; names, shapes and sums
/// are the business of `check`. Everything that `check` passes is valid.
package enum SpecSchema {
  /// - Parameter blocks: what layers may name beside those of the language. Others stay possible: the
  ///   schema may be older than the spec.
  package static func document(offering blocks: [BlockDeclaration] = []) -> JSONValue {
    let root = rootMembers
    let definitions = definitions(for: .object(root), offering: blocks)
    return .object(root + [("definitions", .object(definitions))])
  }

  private static var rootMembers: ValueForm.Members {
    let head: ValueForm.Members = [
      ("$schema", .string("http://json-schema.org/draft-07/schema#")),
      ("title", .string("Netwright spec")),
      (
        "description",
        .string("A network with its data, loss, training and what to expect, for Netwright.")
      ),
    ]
    let table = SpecSections.table.schema(.spec)
    let conditions = [SharedFileSchema.choice, LayerSchema.withoutBlocks].map(JSONValue.object)
    return head + table.filter { $0.0 != "required" } + [("allOf", .array(conditions))]
  }

  private static func members(
    of section: SchemaSection, _ scope: SchemaScope, offering blocks: [BlockDeclaration]
  ) -> ValueForm.Members {
    switch section {
    case .dims: DimsSection.schema
    case .dimension: DimensionRange.table.schema(.spec)
    case .regularizer: Regularizer.table.schema(scope)
    case .tiedWeight: TiedWeight.table.schema(scope)
    case .formulaParameter: FormulaParameter.table.schema(scope)
    case .model: ModelSection.table.schema(scope)
    case .blocks: ValueForm.named(.section(.block)).schema(.spec)
    case .block: BlockDeclaration.table.schema(.block)
    case .layers: LayerSchema.list(scope)
    case .layer: LayerSchema.entry(scope, offering: blocks)
    case .plainLayer: LayerSchema.plainEntry
    case .repeat: LayerSchema.repetition(scope)
    case .blockUse: LayerSchema.blockUse(scope, offering: blocks)
    case .arguments: LayerSchema.arguments
    case .loss: losses
    case .optimizer: choice(optimizerRegistry.map { ($0.keyword, $0.doc, $0.table) })
    case .train: TrainingSection.schema
    case .evaluate: EvaluationSection.table.schema(scope)
    case .expect: ExpectationChecker.schema
    case .data: DataSection.table.schema(scope)
    case .source: choice(DataSource.tables.map { ($0.keyword, $0.doc, $0.table) })
    case .fields: ValueForm.named(.section(.field)).schema(scope)
    case .field: ValueForm.anyOf(DataField.tables.map { $0.table.schema(scope) })
    case .split: DataSplit.table.schema(scope)
    }
  }

  /// One loss, or a list of them.
  private static var losses: ValueForm.Members {
    let losses = lossRegistry.map { ($0.keyword, $0.doc, $0.table) }
    return ValueForm.anyOf([
      choice(losses),
      [
        ("type", .string("array")), ("items", .object(choice(losses, beside: LossTerm.table))),
        ("minItems", .integer(1)), ("maxItems", .integer(LossTerm.maximumCount)),
      ],
    ])
  }

  /// One of several units: its keyword alone, or a mapping with it as the only key but those beside.
  private static func choice(
    _ units: [(keyword: String, doc: String, table: KeyTable)], beside: KeyTable? = nil
  ) -> ValueForm.Members {
    let lone = units.filter { !$0.table.hasRequiredKeys }.map { JSONValue.string($0.keyword) }
    let keys = units.map { unit in
      (
        unit.keyword,
        JSONValue.object(
          unit.table.valueSchema(.spec, mayBeEmpty: false) + [("description", .string(unit.doc))])
      )
    }
    let count = 1 + (beside?.keys.count ?? 0)
    let mapping: ValueForm.Members = [
      ("type", .string("object")),
      ("properties", .object(keys + (beside?.properties(.spec) ?? []))),
      ("additionalProperties", .bool(false)), ("minProperties", .integer(1)),
      ("maxProperties", .integer(count)),
    ]
    return ValueForm.anyOf((lone.isEmpty ? [] : [[("enum", .array(lone))]]) + [mapping])
  }

  // MARK: Definitions

  /// What each name of a definition stands for.
  private static let sections: [String: (SchemaSection, SchemaScope)] = {
    let pairs = SchemaSection.allCases.flatMap { section in
      SchemaScope.allCases.map { ($0.definition(section), (section, $0)) }
    }
    return Dictionary(pairs) { first, _ in first }
  }()

  /// All that `root` refers to, directly or by way of others, in order of their names.
  private static func definitions(
    for root: JSONValue, offering blocks: [BlockDeclaration]
  ) -> [(String, JSONValue)] {
    var known: [String: JSONValue] = [:]
    var pending = references(in: root)
    while let name = pending.popLast() {
      guard known[name] == nil, let (section, scope) = sections[name] else { continue }
      let schema = JSONValue.object(members(of: section, scope, offering: blocks))
      known[name] = schema
      pending += references(in: schema)
    }
    return known.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  private static func references(in schema: JSONValue) -> [String] {
    switch schema {
    case .object(let members):
      members.flatMap { key, value -> [String] in
        guard key == "$ref", case .string(let target) = value else {
          return references(in: value)
        }
        return [String(target.split(separator: "/").last ?? "")]
      }
    case .array(let elements): elements.flatMap { references(in: $0) }
    default: []
    }
  }
}

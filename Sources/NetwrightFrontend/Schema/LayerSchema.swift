import NetwrightDiagnostics
import NetwrightLayers
import NetwrightSchema
import NetwrightSyntax

/// The part of the JSON Schema about lists of layers.
///
/// A key that is no layer may be a block. Whether there is such a block no schema can say, so a spec
/// without `blocks` is held to the layers of the language, and any other to a mapping of arguments.
enum LayerSchema {
  private static let blockKeys = [SpecSections.blocksKey.name, SpecSections.importsKey.name]
  private static var modifiers: [String] { LayerListDecoder.modifierTable.names }
  private static var kinds: [String] { layerRegistry.map { $0.keyword } + [RepeatUse.keyword] }

  private static func reference(_ section: SchemaSection, _ scope: SchemaScope) -> JSONValue {
    ValueForm.section(section).value(scope)
  }

  private static func words(_ words: [String]) -> JSONValue {
    .array(words.map { .string($0) })
  }

  static func list(_ scope: SchemaScope) -> ValueForm.Members {
    [
      ("type", .string("array")), ("items", reference(.layer, scope)), ("minItems", .integer(1)),
    ]
  }

  /// A layer by its name, a block by its name, or a mapping.
  static func entry(
    _ scope: SchemaScope, offering blocks: [BlockDeclaration]
  ) -> ValueForm.Members {
    let bound = layerRegistry.filter { $0.table.hasRequiredKeys }.map { $0.keyword }
    let block: ValueForm.Members =
      ValueForm.name.schema(.spec)
      + [("not", .object([("enum", words(bound + [RepeatUse.keyword]))]))]
    let mapping: ValueForm.Members = [
      ("type", .string("object")),
      ("properties", .object(properties(scope) + properties(of: blocks, scope))),
      ("additionalProperties", reference(.arguments, .spec)),
      // A name and its inputs make no layer.
      ("not", .object([("propertyNames", .object([("enum", words(modifiers))]))])),
      ("maxProperties", .integer(modifiers.count + 1)),
    ]
    let lone = blocks.filter { !$0.arguments.hasRequiredKeys }.map(\.name)
    return ValueForm.anyOf([[("enum", words(loneKeywords + lone))], block, mapping])
  }

  /// The names of blocks with what their parameters take.
  private static func properties(
    of blocks: [BlockDeclaration], _ scope: SchemaScope
  ) -> ValueForm.Members {
    blocks.map { block in
      let doc = block.doc ?? "A block of this spec."
      return (
        block.name,
        .object(
          block.arguments.valueSchema(scope, mayBeEmpty: true) + [("description", .string(doc))])
      )
    }
  }

  private static var loneKeywords: [String] {
    layerRegistry.filter { !$0.table.hasRequiredKeys }.map { $0.keyword }
  }

  private static func properties(_ scope: SchemaScope) -> ValueForm.Members {
    var members = LayerListDecoder.modifierTable.properties(scope)
    members += layerRegistry.map { type in
      let examples = example(of: type).map { [("examples", JSONValue.array([$0]))] } ?? []
      return (
        type.keyword,
        .object(
          type.table.valueSchema(scope, mayBeEmpty: true) + [("description", .string(type.doc))]
            + examples)
      )
    }
    let doc = "A block several times in a row, each time with weights of its own."
    members.append(
      (
        RepeatUse.keyword,
        .object([
          ("allOf", .array([reference(.repeat, scope)])), ("description", .string(doc)),
        ])
      ))
    return members
  }

  /// What stands after the keyword in the layer's example.
  private static func example(of type: any Layer.Type) -> JSONValue? {
    let file = SourceFile(path: "example", text: type.example)
    let entries = parse(file, into: DiagnosticBag())?.sequence ?? []
    for entry in entries {
      if let use = entry.mapping?.first(where: { $0.name == type.keyword }) {
        return JSONValue(yaml: use.value)
      }
    }
    return nil
  }

  /// Arguments of a block: scalars by name, or nothing.
  static var arguments: ValueForm.Members {
    ValueForm.anyOf([ValueForm.named(.text).schema(.spec), [("type", .string("null"))]])
  }

  /// The name of a block, or its name and arguments.
  static func blockUse(
    _ scope: SchemaScope, offering blocks: [BlockDeclaration]
  ) -> ValueForm.Members {
    let known: ValueForm.Members = [("enum", words(blocks.map(\.name)))]
    let properties = properties(of: blocks, scope)
    return ValueForm.anyOf(
      (blocks.isEmpty ? [] : [known]) + [
        ValueForm.name.schema(.spec),
        ValueForm.named(.section(.arguments)).schema(.spec)
          + (blocks.isEmpty ? [] : [("properties", .object(properties))])
          + [("minProperties", .integer(1)), ("maxProperties", .integer(1))],
      ])
  }

  static func repetition(_ scope: SchemaScope) -> ValueForm.Members {
    RepeatUse.table.schema(scope)
      + ValueForm.anyOf(
        [RepeatUse.timesKey.name, RepeatUse.overKey.name].map { [("required", words([$0]))] })
  }

  // MARK: Specs without blocks

  /// For the top level: without blocks, layers are those of the language.
  static var withoutBlocks: ValueForm.Members {
    let sections = SpecSections.table.names.filter(blockKeys.contains)
    let given = sections.map { JSONValue.object([("required", words([$0]))]) }
    let items = JSONValue.object([("items", reference(.plainLayer, .spec))])
    let layers = JSONValue.object([("properties", .object([("layers", items)]))])
    return [
      ("if", .object([("not", .object([("anyOf", .array(given))]))])),
      ("then", .object([("properties", .object([(SpecSections.modelKey.name, layers)]))])),
    ]
  }

  static var plainEntry: ValueForm.Members {
    ValueForm.anyOf([
      [("enum", words(loneKeywords))],
      [
        ("type", .string("object")),
        ("propertyNames", .object([("enum", words(kinds + modifiers))])),
      ],
    ])
  }
}

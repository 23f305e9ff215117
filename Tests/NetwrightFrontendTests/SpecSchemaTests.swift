import NetwrightDiagnostics
import NetwrightFrontend
import NetwrightLayers
import NetwrightSchema
import NetwrightSyntax
import Testing

/// Whether the schema agrees with the checker, a validator of others tests: `Tests/Schema`.
@Suite struct SpecSchemaTests {
  private func member(_ name: String, of value: JSONValue?) -> JSONValue? {
    guard case .object(let members)? = value else { return nil }
    return members.first { $0.0 == name }?.1
  }

  @Test("the top level has the keys of the table, in its order, with their documentation")
  func topLevel() throws {
    guard case .object(let keys)? = member("properties", of: SpecSchema.document()) else {
      Issue.record("no properties")
      return
    }
    #expect(keys.map(\.0) == SpecSections.table.names)
    for ((_, key), entry) in zip(keys, SpecSections.table.keys) {
      guard case .string(let text)? = member("description", of: key) else {
        Issue.record("\(entry.name) has no description")
        continue
      }
      #expect(text.hasPrefix(entry.doc))
    }
  }

  @Test("every layer, loss and optimizer stands in it")
  func units() {
    let text = SpecSchema.document().text()
    let words =
      layerRegistry.map { $0.keyword } + lossRegistry.map { $0.keyword }
      + optimizerRegistry.map { $0.keyword }
    for word in words { #expect(text.contains("\"\(word)\":{"), "\(word)") }
  }

  @Test("blocks of a spec and of what it imports are offered, with their parameters")
  func blocks() throws {
    let text = """
      netwright: 1
      imports: [shared.yaml]
      blocks:
        residual: {doc: Adds., inputs: {x: "f32[batch, 8]"}, parameters: {units: integer}, layers: []}
      """
    let shared = """
      netwright: 1
      blocks:
        plain: {inputs: {x: "f32[batch, 8]"}, layers: [relu]}
      """
    let bag = DiagnosticBag()
    let found = Frontend.blocks(
      of: SourceFile(path: "spec.yaml", text: text),
      imports: ImportReader(files: ["shared.yaml": shared]), into: bag)
    let blocks = try #require(found, "\(bag.sorted.map(\.message))")
    let schema = SpecSchema.document(offering: blocks).text()
    #expect(schema.contains(#""enum":["residual","plain"]"#))
    #expect(schema.contains(#""residual":{"type":"object","properties":{"units":"#))
    #expect(!SpecSchema.document().text().contains("residual\":"))
  }

  @Test("every definition that is referred to says something")
  func definitions() {
    guard case .object(let definitions)? = member("definitions", of: SpecSchema.document()) else {
      Issue.record("no definitions")
      return
    }
    #expect(definitions.map(\.0) == definitions.map(\.0).sorted())
    for (name, schema) in definitions {
      guard case .object(let members) = schema else { continue }
      #expect(!members.isEmpty, "add `\(name)` to SpecSchema")
    }
  }

  @Test("every key says what its values look like")
  func forms() {
    var tables = layerRegistry.map { $0.table } + lossRegistry.map { $0.table }
    tables += optimizerRegistry.map { $0.table } + [SpecSections.table]
    tables += (GrammarSections.model + GrammarSections.blocks).map(\.table)
    tables += (GrammarSections.data + GrammarSections.training).map(\.table)
    for table in tables {
      for key in table.keys {
        var isStated = true
        if case .any = key.form { isStated = false }
        #expect(isStated, "give the type of `\(key.name)` of \(table.subject) a form")
      }
    }
  }
}

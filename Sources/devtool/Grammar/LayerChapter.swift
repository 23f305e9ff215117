import NetwrightLayers

/// Every layer, by keyword.
enum LayerChapter: GrammarChapter {
  static var text: String {
    units("Layers", layerRegistry.sorted { $0.keyword < $1.keyword }.map(layer))
  }

  private static func layer(_ type: any Layer.Type) -> String {
    let example = """
      netwright: 1
      name: example
      dims: {batch: 32}
      model:
        inputs: {x: "\(type.exampleInput)"}
        layers:
      \(MarkdownText.indented(type.example, by: 4))
      """
    return "### `\(type.keyword)`\n\n\(type.doc)\n\n" + MarkdownText.table(type.table) + "\n"
      + MarkdownText.fence("yaml", example)
  }

  static let mistakes = [
    WrongExample(
      code: "E0213", reason: "the result before is taken by itself; this would be y + x + y.",
      spec: WrongExample.head + WrongExample.input
        + "  layers:\n    - dense: 8\n      as: y\n    - add: [x, y]\n"),
    WrongExample(
      code: "E0107", reason: "a layer that there is not.",
      spec: WrongExample.head + WrongExample.input + "  layers:\n    - danse: 8\n"),
    WrongExample(
      code: "E0301", reason: "an image where features belong.",
      spec: WrongExample.head
        + "model:\n  inputs: {x: \"f32[batch, 8, 8, 1]\"}\n  layers:\n    - dense: 8\n"),
  ]
}

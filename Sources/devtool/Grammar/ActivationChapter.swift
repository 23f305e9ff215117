import NetwrightLayers

/// What may stand after `activation:`.
enum ActivationChapter: GrammarChapter {
  static var text: String {
    let rows = layerRegistry.filter { $0.namedActivation != nil }
      .map { "| `\($0.keyword)` | \(MarkdownText.cell($0.doc)) |" }
    return """
      ## Activations

      Each is a layer as well: `- dense: {units: 8, activation: relu}` is `- dense: 8` and `- relu`.
      Any other function is an [`expr`](#expr), as in `- expr: "where(x < 0, 0.1 * x, x)"`.

      | activation | meaning |
      |---|---|
      | `none` | The result as it is. |
      \(rows.sorted().joined(separator: "\n"))

      """
  }
}

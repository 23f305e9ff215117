import NetwrightFrontend
import NetwrightLayers

/// Every loss, and several at once.
enum LossChapter: GrammarChapter {
  static var text: String { units("Losses", lossRegistry.map(loss)) + severalLosses }

  private static func loss(_ type: any Loss.Type) -> String {
    "### `\(type.keyword)`\n\n\(type.doc)\n\n" + MarkdownText.table(type.table) + "\n"
      + MarkdownText.fence("yaml", model(of: type))
  }

  /// A model whose output and target have the types that a loss compares.
  static func model(of type: any Loss.Type) -> String {
    let width = type.exampleTypes.output.split(separator: " ").last?.dropLast() ?? "1"
    let keys = type.table.names.map { "\($0): \($0 == "target" ? "t" : "y")" }
    return """
      netwright: 1
      name: example
      dims: {batch: 32}
      model:
        inputs: {x: "f32[batch, 8]"}
        targets: {t: "\(type.exampleTypes.target)"}
        layers:
          - dense: \(width)
            as: y
      loss: {\(type.keyword): {\(keys.joined(separator: ", "))}}
      """
  }

  private static let severalLosses = """

    ### Several losses

    \(MarkdownText.table(GrammarSections.lossModifiers))
    `loss:` is one loss, or a list of losses; then training makes the sum of all small, each times its
    weight. A metric compares the output and target of the first loss that it fits.

    \(MarkdownText.fence("yaml", """
      netwright: 1
      name: example
      dims: {batch: 32}
      model:
        inputs: {x: "f32[batch, 8]"}
        targets: {price: "f32[batch, 1]", kind: "i32[batch] in 0..<3"}
        layers:
          - dense: {units: 16, activation: relu}
            as: features
          - dense: 1
            as: value
          - dense: 3
            from: features
            as: logits
        outputs: {price_guess: value, scores: logits}
      loss:
        - mse: {prediction: value, target: price}
          weight: 0.3
          name: price
        - cross_entropy: {logits: logits, target: kind}
      """))
    """

  static let mistakes = [
    WrongExample(
      code: "E0403", reason: "`[batch, 1]` against `[batch]`, which others broadcast to all pairs.",
      spec: WrongExample.head + WrongExample.input
        + "  targets: {t: \"f32[batch]\"}\n  layers:\n    - dense: 1\n"
        + "      as: y\nloss: {mse: {prediction: y, target: t}}\n")
  ]
}

import NetwrightFrontend

/// `data`: sources, fields, splits.
enum DataChapter: GrammarChapter {
  static let text =
    sections("Data", GrammarSections.data) + "\n" + MarkdownText.fence("yaml", example)

  private static let example = """
    netwright: 1
    name: example
    dims: {batch: 32, classes: 3}
    data:
      source: {csv: {path: table.csv, delimiter: ";"}}
      fields:
        sizes: {number: [length, width], standardize: per-column}
        place: {category: [north, south], column: site}
        kind: {class: classes, values: [a, b, c]}
      missing: drop
      split: {train: 80%, validation: 10%, test: 10%, stratify: kind, seed: 7}
    model:
      inputs: {sizes: "f32[batch, 2]", place: "f32[batch, 2]"}
      layers:
        - concat:
          from: [sizes, place]
        - dense: classes
          as: logits
    loss: {cross_entropy: {logits: logits, target: kind}}
    """

  static let mistakes = [
    WrongExample(
      code: "E0555", reason: "the parts come to 110%.",
      spec: WrongExample.head
        + "data:\n  source: {csv: table.csv}\n  fields: {x: {number: [a, b]}, t: {number: c}}\n"
        + "  split: {train: 90%, test: 20%}\nmodel:\n  inputs: {x: \"f32[batch, 2]\"}\n"
        + "  layers:\n    - dense: 1\n      as: y\nloss: {mse: {prediction: y, target: t}}\n")
  ]
}

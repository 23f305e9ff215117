/// Mistakes that Grammar.md shows beside what is right, each with the one code that it gives.
enum WrongExamples {
  struct Example {
    let code: String
    /// What is wrong, as a sentence.
    let reason: String
    let spec: String
  }

  /// The examples of a section as Markdown.
  static func text(_ examples: [Example]) -> String {
    examples.map { example in
      "\nWrong: \(example.reason)\n\n"
        + MarkdownText.fence("yaml", "# \(example.code)\n\(example.spec)")
    }.joined()
  }

  private static let head = "netwright: 1\nname: example\ndims: {batch: 32}\n"
  private static let input = "model:\n  inputs: {x: \"f32[batch, 8]\"}\n"
  private static let withLoss =
    input + "  targets: {t: \"f32[batch, 1]\"}\n  layers:\n    - dense: 1\n      as: y\n"
    + "loss: {mse: {prediction: y, target: t}}\n"

  static let values = [
    Example(
      code: "E0104", reason: "a number with a leading zero, which YAML 1.1 took for an octal one.",
      spec: head + input + "  layers:\n    - dense: 012\n"),
    Example(
      code: "E0104", reason: "`no` is a word, not a flag.",
      spec: head + input + "  layers:\n    - dense: {units: 8, bias: no}\n"),
  ]

  static let topLevel = [
    Example(
      code: "E0101", reason: "a key that there is not.",
      spec: head + "author: me\n" + input + "  layers:\n    - dense: 8\n")
  ]

  static let dimensions = [
    Example(
      code: "E0102", reason: "`batch` is missing.",
      spec: "netwright: 1\nname: example\ndims: {width: 8}\n" + input
        + "  layers:\n    - dense: width\n"),
    Example(
      code: "E0205", reason: "weights may not depend on the batch.",
      spec: head + input + "  layers:\n    - dense: 2 * batch\n"),
  ]

  static let model = [
    Example(
      code: "E0208", reason: "a result is taken before it is made.",
      spec: head + input
        + "  layers:\n    - dense: 8\n    - add: later\n    - dense: 8\n      as: later\n"),
    Example(
      code: "E0207", reason: "nothing uses the input `y`.",
      spec: head + "model:\n  inputs: {x: \"f32[batch, 8]\", y: \"f32[batch, 8]\"}\n"
        + "  layers:\n    - dense: 8\n      from: x\n"),
  ]

  static let blocks = [
    Example(
      code: "E0102", reason: "a parameter without a default is left out.",
      spec: head
        + "blocks:\n  wide:\n    inputs: {x: \"f32[batch, ?]\"}\n"
        + "    parameters: {width: integer}\n    layers: [{dense: width}]\n"
        + input + "  layers:\n    - wide: {}\n")
  ]

  static let layers = [
    Example(
      code: "E0107", reason: "a layer that there is not.",
      spec: head + input + "  layers:\n    - danse: 8\n"),
    Example(
      code: "E0301", reason: "an image where features belong.",
      spec: head + "model:\n  inputs: {x: \"f32[batch, 8, 8, 1]\"}\n  layers:\n    - dense: 8\n"),
  ]

  static let losses = [
    Example(
      code: "E0403", reason: "`[batch, 1]` against `[batch]`, which others broadcast to all pairs.",
      spec: head + input + "  targets: {t: \"f32[batch]\"}\n  layers:\n    - dense: 1\n"
        + "      as: y\nloss: {mse: {prediction: y, target: t}}\n")
  ]

  static let training = [
    Example(
      code: "E0108", reason: "two lengths of training.",
      spec: head + withLoss + "train: {epochs: 5, steps: 100, optimizer: adam}\n")
  ]

  static let optimizers = [
    Example(
      code: "E0105", reason: "a decay of 1 forgets nothing.",
      spec: head + withLoss + "train: {steps: 100, optimizer: {adam: {beta2: 1}}}\n")
  ]

  static let metrics = [
    Example(
      code: "E0407", reason: "a metric of classes for a loss of numbers.",
      spec: head + withLoss + "evaluate: {metrics: [accuracy]}\n")
  ]

  static let data = [
    Example(
      code: "E0555", reason: "the parts come to 110%.",
      spec: head
        + "data:\n  source: {csv: table.csv}\n  fields: {x: {number: [a, b]}, t: {number: c}}\n"
        + "  split: {train: 90%, test: 20%}\nmodel:\n  inputs: {x: \"f32[batch, 2]\"}\n"
        + "  layers:\n    - dense: 1\n      as: y\nloss: {mse: {prediction: y, target: t}}\n")
  ]

  static let expectations = [
    Example(
      code: "E0601", reason: "the bias counts too.",
      spec: head + input + "  layers:\n    - dense: 3\nexpect: {parameters: 24}\n")
  ]
}

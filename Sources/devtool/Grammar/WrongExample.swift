/// A mistake that Grammar.md shows beside what is right, with the one code that it gives.
struct WrongExample {
  let code: String
  /// What is wrong, as a sentence.
  let reason: String
  let spec: String

  /// As Markdown.
  var text: String { "\nWrong: \(reason)\n\n" + MarkdownText.fence("yaml", "# \(code)\n\(spec)") }

  // Beginnings of specs.
  static let head = "netwright: 1\nname: example\ndims: {batch: 32}\n"
  static let input = "model:\n  inputs: {x: \"f32[batch, 8]\"}\n"
  static let withLoss =
    input + "  targets: {t: \"f32[batch, 1]\"}\n  layers:\n    - dense: 1\n      as: y\n"
    + "loss: {mse: {prediction: y, target: t}}\n"
}

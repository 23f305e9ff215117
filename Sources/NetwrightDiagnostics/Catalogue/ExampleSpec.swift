/// Whole specs for the examples of the catalogue, of what differs between them.
enum ExampleSpec {
  /// A model with one input `x`, and a target `t` where one is given.
  ///
  /// - Parameters:
  ///   - head: sections before the model, each line with its line feed.
  ///   - tail: sections after the model.
  static func model(
    _ input: String, _ layers: String..., dims: String = "batch: 4", target: String? = nil,
    head: String = "", tail: String = ""
  ) -> String {
    let targets = target.map { "  targets: {t: \"\($0)\"}\n" } ?? ""
    let list = layers.map { "    - \($0)\n" }.joined()
    return "netwright: 1\nname: example\ndims: {\(dims)}\n\(head)model:\n"
      + "  inputs: {x: \"\(input)\"}\n\(targets)  layers:\n\(list)\(tail)"
  }

  /// A model with data, whose input `x` takes the field of that name.
  static func data(
    field: String = "x: {columns: [length, width], tensor: \"f32[2]\"}", split: String = "",
    input: String = "f32[batch, 2]"
  ) -> String {
    "netwright: 1\nname: example\ndims: {batch: 4}\ndata:\n  source: {csv: flowers.csv}\n"
      + "  fields:\n    \(field)\n    label: {class: 3}\n\(split)model:\n"
      + "  inputs: {x: \"\(input)\"}\n  layers:\n    - dense: 3\n      as: y\n"
      + "loss: {cross_entropy: {logits: y, target: label}}\n"
  }

  static let crossEntropy = "loss: {cross_entropy: {logits: y, target: t}}\n"
  static let meanSquare = "loss: {mse: {prediction: y, target: t}}\n"
}

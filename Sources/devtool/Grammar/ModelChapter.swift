import NetwrightFrontend

/// `model`: inputs, targets, layers, outputs.
enum ModelChapter: GrammarChapter {
  static let text = sections("Model", GrammarSections.model) + prose

  private static let prose = """

    A layer is its kind alone (`- flatten`), its kind and main key (`- dense: 10`), or its kind and
    a mapping (`- dense: {units: 10, activation: relu}`). Where a key such as `as:` stands beside a kind
    alone, the kind has a colon behind it, as `- flatten:` below. A layer takes the result of the one
    before it, the first one the only input; `from:` names other inputs. Results with a name that no layer
    takes, the outputs of the losses and the last result are the outputs of the model; `outputs:`
    names them instead, as in `outputs: {scores: logits}` or `outputs: [logits, mask]`.

    `when:` decides whether a layer is there, before any shape is known. A condition is a flag or a
    comparison, joined by `and`, `or`, `not` and parentheses: `stride != 1`, `not bias`,
    `activation == relu and width > 64`. It may name parameters and dimensions that have a value;
    what depends on the batch cannot be decided.

    \(MarkdownText.fence("yaml", """
      netwright: 1
      name: example
      dims: {batch: 32}
      model:
        inputs: {image: "f32[batch, 28, 28, 1]"}
        targets: {label: "i32[batch] in 0..<10"}
        layers:
          - conv2d: {filters: 8, kernel: 3, activation: relu}
            frozen: true
          - flatten:
            as: features
          - dense: 32
            regularizer: {l2: 1e-4}
            learning_rate_scale: 0.1
          - dense: 10
            as: logits
      loss: {cross_entropy: {logits: logits, target: label}}
      """))
    """

  static let mistakes = [
    WrongExample(
      code: "E0208", reason: "a result is taken before it is made.",
      spec: WrongExample.head + WrongExample.input
        + "  layers:\n    - dense: 8\n    - add: later\n    - dense: 8\n      as: later\n"),
    WrongExample(
      code: "E0207", reason: "nothing uses the input `y`.",
      spec: WrongExample.head + "model:\n  inputs: {x: \"f32[batch, 8]\", y: \"f32[batch, 8]\"}\n"
        + "  layers:\n    - dense: 8\n      from: x\n"),
  ]
}

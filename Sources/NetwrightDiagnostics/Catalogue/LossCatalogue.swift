/// E04xx: contracts between the loss and what it compares.
enum LossCatalogue {
  static let entries: [CatalogueEntry] = [
    CatalogueEntry(
      "E0401", "probabilities where logits belong",
      "The loss applies softmax or the logistic function itself, in a form that does not "
        + "overflow. Fed with probabilities it would apply it twice and train slowly to a wrong "
        + "optimum, without any error.",
      example: "netwright: 1\n"
        + "name: x\n"
        + "dims: {batch: 4}\n"
        + "model:\n"
        + "  inputs: {x: \"f32[batch, 8]\"}\n"
        + "  targets: {t: \"i32[batch] in 0..<3\"}\n"
        + "  layers: [{dense: {units: 3, activation: softmax}, as: y}]\n"
        + "loss: {cross_entropy: {logits: y, target: t}}"),
    CatalogueEntry(
      "E0402", "wrong kind of target",
      "Class indices are i32 and belong to `cross_entropy`; the other losses compare "
        + "numbers.",
      example: "netwright: 1\n"
        + "name: x\n"
        + "dims: {batch: 4}\n"
        + "model:\n"
        + "  inputs: {x: \"f32[batch, 8]\"}\n"
        + "  targets: {t: \"f32[batch, 3]\"}\n"
        + "  layers: [{dense: 3, as: y}]\n"
        + "loss: {cross_entropy: {logits: y, target: t}}"),
    CatalogueEntry(
      "E0403", "target of another shape",
      "Output and target are compared row by row and element by element. [batch] against "
        + "[batch, 1] would be broadcast elsewhere to all pairs of rows; here it is an error.",
      example: "netwright: 1\n"
        + "name: x\n"
        + "dims: {batch: 4}\n"
        + "model:\n"
        + "  inputs: {x: \"f32[batch, 8]\"}\n"
        + "  targets: {t: \"f32[batch]\"}\n"
        + "  layers: [{dense: 1, as: y}]\n"
        + "loss: {mse: {prediction: y, target: t}}"),
    CatalogueEntry(
      "E0404", "range of indices does not fit",
      "The last axis of the logits must have one value for each class, and an embedding one "
        + "entry for each index.",
      example: "netwright: 1\n"
        + "name: x\n"
        + "dims: {batch: 4}\n"
        + "model:\n"
        + "  inputs: {x: \"f32[batch, 8]\"}\n"
        + "  targets: {t: \"i32[batch] in 0..<5\"}\n"
        + "  layers: [{dense: 3, as: y}]\n"
        + "loss: {cross_entropy: {logits: y, target: t}}"),
    CatalogueEntry(
      "E0405", "range of indices not declared",
      "Indices are checked against their range when data are read, and against the layer "
        + "when the spec is checked. Declare it as in \"i32[batch] in 0..<10\".",
      example: "netwright: 1\n"
        + "name: x\n"
        + "dims: {batch: 4}\n"
        + "model:\n"
        + "  inputs: {x: \"f32[batch, 8]\"}\n"
        + "  targets: {t: \"i32[batch]\"}\n"
        + "  layers: [{dense: 3, as: y}]\n"
        + "loss: {cross_entropy: {logits: y, target: t}}"),
    CatalogueEntry(
      "E0406", "output of the wrong form",
      "The loss cannot take an output of this type or number of axes."),
    CatalogueEntry(
      "E0407", "metric does not fit the loss",
      "A metric compares the output and the target of the loss, and means something only "
        + "for certain losses."),
    CatalogueEntry(
      "E0408", "loss missing",
      "Training and evaluation need a loss.",
      example: "netwright: 1\n"
        + "name: x\n"
        + "dims: {batch: 4}\n"
        + "model:\n"
        + "  inputs: {x: \"f32[batch, 8]\"}\n"
        + "  layers: [{dense: 3}]\n"
        + "train: {epochs: 1, optimizer: adam}"),
    CatalogueEntry(
      "E0409", "softmax twice",
      "Softmax of probabilities is nearly uniform: their differences are below 1. Two of them "
        + "after "
        + "each other are a slip, often a layer after `activation: softmax`.",
      example: "netwright: 1\n"
        + "name: x\n"
        + "dims: {batch: 4}\n"
        + "model:\n"
        + "  inputs: {x: \"f32[batch, 8]\"}\n"
        + "  layers: [{dense: {units: 3, activation: softmax}}, softmax]"),
  ]
}

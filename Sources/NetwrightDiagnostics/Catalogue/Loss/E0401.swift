extension CatalogueEntry {
  static let e0401 = CatalogueEntry(
    "E0401", "probabilities where logits belong",
    "The loss applies softmax or the logistic function itself, in a form that does not "
      + "overflow. Fed with probabilities it would apply it twice and train slowly to a wrong "
      + "optimum, without any error.",
    example: ExampleSpec.model(
      "f32[batch, 8]", "dense: {units: 3, activation: softmax}\n      as: y",
      target: "i32[batch] in 0..<3",
      tail: ExampleSpec.crossEntropy),
    mended: ExampleSpec.model(
      "f32[batch, 8]", "dense: 3\n      as: y", target: "i32[batch] in 0..<3",
      tail: ExampleSpec.crossEntropy))
}

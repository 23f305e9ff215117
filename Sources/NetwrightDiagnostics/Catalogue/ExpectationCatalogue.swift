/// E06xx: expectations that a spec states and does not meet.
enum ExpectationCatalogue {
  static let entries: [CatalogueEntry] = [
    CatalogueEntry(
      "E0601", "other number of parameters",
      "The model has more or fewer parameters than `expect:` says. The labels show the "
        + "largest layers.",
      example: ExampleSpec.model(
        "f32[batch, 8]", "dense: 3", tail: "expect: {parameters: 24}\n"),
      mended: ExampleSpec.model("f32[batch, 8]", "dense: 3", tail: "expect: {parameters: 27}\n")),
    CatalogueEntry(
      "E0602", "output of another type",
      "An output has another type than `expect:` says.",
      example: ExampleSpec.model(
        "f32[batch, 8]", "dense: 3\n      as: y", tail: "expect: {y: \"f32[batch, 4]\"}\n"),
      mended: ExampleSpec.model(
        "f32[batch, 8]", "dense: 3\n      as: y", tail: "expect: {y: \"f32[batch, 3]\"}\n")),
    CatalogueEntry(
      "E0603", "nothing to expect",
      "`expect:` speaks of `parameters`, of outputs and of metrics; the name is none of "
        + "them.",
      example: ExampleSpec.model(
        "f32[batch, 8]", "dense: 3\n      as: y", tail: "expect: {z: \"f32[batch, 3]\"}\n"),
      mended: ExampleSpec.model(
        "f32[batch, 8]", "dense: 3\n      as: y", tail: "expect: {y: \"f32[batch, 3]\"}\n")),
    CatalogueEntry(
      "E0604", "metric not reached",
      "A metric did not reach after training what `expect:` says.",
      example: "expect: {accuracy: \">= 0.99\"}    # reached 0.91",
      mended: "expect: {accuracy: \">= 0.90\"}", form: .text),
  ]
}

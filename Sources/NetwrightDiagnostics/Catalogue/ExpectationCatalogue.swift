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
      "`expect:` speaks of `parameters`, `trainable_parameters`, `multiply_accumulates`, `flops` "
        + "and `peak_memory`, of results and of metrics; the name is none of them.",
      example: ExampleSpec.model(
        "f32[batch, 8]", "dense: 3\n      as: y", tail: "expect: {z: \"f32[batch, 3]\"}\n"),
      mended: ExampleSpec.model(
        "f32[batch, 8]", "dense: 3\n      as: y", tail: "expect: {y: \"f32[batch, 3]\"}\n")),
    CatalogueEntry(
      "E0604", "metric not reached",
      "A metric did not reach after training what `expect:` says. Train longer, change the model, "
        + "or lower the expectation.",
      example: "expect: {accuracy: \">= 0.99\"}    # reached 0.91",
      mended: "expect: {accuracy: \">= 0.90\"}", form: .text),
    CatalogueEntry(
      "E0605", "other number of operations",
      "The model takes more or fewer operations than `expect:` says: `multiply_accumulates` for "
        + "one row, `flops` for one training step. The labels show the layers that take most.",
      example: "expect: {multiply_accumulates: \"<= 1M\"}    # the model takes 2.4 M",
      mended: "expect: {multiply_accumulates: \"<= 2_500k\"}", form: .text),
    CatalogueEntry(
      "E0606", "other memory than planned",
      "The memory that is planned for the program is not what `expect: {peak_memory: …}` says. It "
        + "holds parameters, optimizer, inputs and the largest set of tensors that are needed at "
        + "once; a smaller batch makes the last two smaller.",
      example: "dims: {batch: 512}\nexpect: {peak_memory: \"<= 64 MiB\"}    # 210 MiB are planned",
      mended: "dims: {batch: 128}\nexpect: {peak_memory: \"<= 64 MiB\"}", form: .text),
  ]
}

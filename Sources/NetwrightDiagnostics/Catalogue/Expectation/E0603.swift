extension CatalogueEntry {
  static let e0603 = CatalogueEntry(
    "E0603", "nothing to expect",
    "`expect:` speaks of `parameters`, `trainable_parameters`, `multiply_accumulates`, `flops` "
      + "and `peak_memory`, of results and of metrics; the name is none of them.",
    example: ExampleSpec.model(
      "f32[batch, 8]", "dense: 3\n      as: y", tail: "expect: {z: \"f32[batch, 3]\"}\n"),
    mended: ExampleSpec.model(
      "f32[batch, 8]", "dense: 3\n      as: y", tail: "expect: {y: \"f32[batch, 3]\"}\n"))
}

extension CatalogueEntry {
  static let e0104 = CatalogueEntry(
    "E0104", "value of the wrong type",
    "The scalar cannot be read as the type that is expected here: an integer, a number, a "
      + "boolean, a duration, a size, an expression or a tensor type. Numbers follow YAML 1.2: "
      + "`1e-3`, `1_000`, `64k`, `10%` and `1/255` are numbers, `012` and `1:30` are not. "
      + "Booleans are `true` and `false` alone.",
    example: ExampleSpec.model("f32[batch, 8]", "dense: {units: 3, bias: no}"),
    mended: ExampleSpec.model("f32[batch, 8]", "dense: {units: 3, bias: false}"))
}

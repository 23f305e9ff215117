extension CatalogueEntry {
  static let e0010 = CatalogueEntry(
    "E0010", "merge key not allowed",
    "The merge key `<<` of YAML 1.1 is not part of YAML 1.2 and hides where a value comes from. "
      + "Write the keys out, or define a block with parameters.",
    example: ExampleSpec.model(
      "f32[batch, 8]", "dense: &wide {units: 3}", "dense: {<<: *wide, bias: false}"),
    mended: ExampleSpec.model(
      "f32[batch, 8]", "dense: {units: 3}", "dense: {units: 3, bias: false}"))
}

extension CatalogueEntry {
  static let e0205 = CatalogueEntry(
    "E0205", "size may vary",
    "The batch size may change between training, evaluation and prediction, and a dimension "
      + "with a range is checked for all of it, so no size that is fixed in the weights may "
      + "depend on them.",
    example: ExampleSpec.model("f32[batch, 8]", "dense: batch"),
    mended: ExampleSpec.model("f32[batch, 8]", "dense: 4"))
}

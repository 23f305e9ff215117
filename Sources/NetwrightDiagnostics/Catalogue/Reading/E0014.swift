extension CatalogueEntry {
  static let e0014 = CatalogueEntry(
    "E0014", "forbidden character",
    "The text contains a control character, or a line separator (U+0085, U+2028, U+2029) that "
      + "some programs take for the end of a line and others do not. Remove it, or write it as "
      + "an escape such as `\\x07`, `\\N` or `\\L` in double quotes.",
    example: ExampleSpec.model("f32[batch, 8]", "dense: 3 # bell \u{7}"),
    mended: ExampleSpec.model("f32[batch, 8]", "dense: 3 # bell"))
}

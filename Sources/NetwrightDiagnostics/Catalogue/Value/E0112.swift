extension CatalogueEntry {
  static let e0112 = CatalogueEntry(
    "E0112", "number cannot be represented",
    "The number is well-formed but does not fit: an integer beyond 64 bits, a number beyond the "
      + "largest double, or a fraction where the value must be whole. Nothing is rounded "
      + "silently.",
    example: ExampleSpec.model("f32[batch, 8]", "dense: 2.5"),
    mended: ExampleSpec.model("f32[batch, 8]", "dense: 2"))
}

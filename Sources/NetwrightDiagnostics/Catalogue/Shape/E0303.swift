extension CatalogueEntry {
  static let e0303 = CatalogueEntry(
    "E0303", "shapes differ",
    "The tensors that are combined element by element must have the same shape. Nothing "
      + "is broadcast silently: it hides mistakes such as [batch] against [batch, 1].",
    example: ExampleSpec.model("f32[batch, 8]", "dense: 4", "add: x"),
    mended: ExampleSpec.model("f32[batch, 8]", "dense: 8", "add: x"))
}

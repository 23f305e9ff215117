extension CatalogueEntry {
  static let e0311 = CatalogueEntry(
    "E0311", "cannot broadcast",
    "A tensor can be repeated along axes of size 1 and along new axes only.",
    example: "f32[batch, 3] repeated to f32[batch, 6]",
    mended: "f32[batch, 1] repeated to f32[batch, 6]", form: .text)
}

extension CatalogueEntry {
  static let e0302 = CatalogueEntry(
    "E0302", "inner sizes differ",
    "In a matrix product the columns of the left side and the rows of the right side must "
      + "be as many.",
    example: "a matrix product of f32[4, 8] and f32[6, 4] in the text of a graph",
    mended: "a matrix product of f32[4, 8] and f32[8, 4]", form: .text)
}

extension CatalogueEntry {
  static let e0308 = CatalogueEntry(
    "E0308", "cannot be decided",
    "Whether sizes fit depends on the value of a dimension. What passes the check must hold "
      + "for every size in the ranges of `dims:`, so the spec has to say more: the help names "
      + "the first constraint found that settles it, a note the sizes for which it fails. Two "
      + "sizes that may differ are never taken for one.",
    example: ExampleSpec.model(
      "f32[batch, rows, 8, 1]", "max_pool2d: 2", dims: "batch: 4, rows: 1..64"),
    mended: ExampleSpec.model(
      "f32[batch, rows, 8, 1]", "max_pool2d: 2", dims: "batch: 4, rows: 2..64"))
}

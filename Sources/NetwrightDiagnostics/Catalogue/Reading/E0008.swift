extension CatalogueEntry {
  static let e0008 = CatalogueEntry(
    "E0008", "too many values",
    "Aliases may stand for 100,000 values in all, since a few lines of aliases that contain "
      + "aliases could otherwise grow without bound. A file may have fewer than 500,000 values "
      + "and 10,000 anchors. Use blocks and `repeat:` for repetition.",
    example: "a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n"
      + "b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]\n"
      + "# … and so on: each line is ten times the one before",
    mended: "- repeat: {times: 10, block: ten}", form: .text)
}

extension CatalogueEntry {
  static let e0701 = CatalogueEntry(
    "E0701", "a file cannot be written",
    "A file or folder of a run, a package or the cache could not be created, written or "
      + "renamed. What was there before is unchanged: files are written aside and renamed.",
    example: "netwright train spec.yaml --out /proc/run",
    mended: "netwright train spec.yaml --out runs/first", form: .text)
}

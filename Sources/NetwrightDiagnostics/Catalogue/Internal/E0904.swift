extension CatalogueEntry {
  static let e0904 = CatalogueEntry(
    "E0904", "an engine cannot run the spec",
    "An engine that runs inside the tool rejected the program that the spec became. Another one "
      + "may run it: `--engine compiled`, `fast` or `reference`. Please report it with the spec.")
}

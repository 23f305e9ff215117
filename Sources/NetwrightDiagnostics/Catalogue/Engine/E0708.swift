extension CatalogueEntry {
  static let e0708 = CatalogueEntry(
    "E0708", "only a compiled program can be profiled",
    "`bench --profile` builds the program with a clock behind every kernel, for which it needs "
      + "the Swift toolchain.",
    example: "netwright bench spec.yaml --profile --engine fast",
    mended: "netwright bench spec.yaml --profile", form: .text)
}

extension CatalogueEntry {
  static let e0704 = CatalogueEntry(
    "E0704", "drift",
    "`compile --check` found files that differ from what the spec compiles to: the spec, the "
      + "tool or the files have changed. Compile without `--check` to renew them.",
    example: "netwright compile spec.yaml -o package --check",
    mended: "netwright compile spec.yaml -o package", form: .text)
}

extension CatalogueEntry {
  static let e0710 = CatalogueEntry(
    "E0710", "engines disagree",
    "`selfcheck` ran two training steps of the spec in every engine, and one of them gave "
      + "another loss, gradient or updated tensor than the unoptimized graph in double "
      + "precision, by more than rounding explains; or a gradient is not the slope of the loss. "
      + "This is a fault of Netwright. The diagnostic names the tensor and, where it can be "
      + "found, the pass or kernel to blame. Most passes may be left out until the fault is "
      + "mended: `--without PASS`.",
    example: "netwright selfcheck spec.yaml",
    mended: "netwright selfcheck spec.yaml --without fuse-kernels", form: .text)
}

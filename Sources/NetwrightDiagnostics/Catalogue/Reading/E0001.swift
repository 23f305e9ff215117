extension CatalogueEntry {
  static let e0001 = CatalogueEntry(
    "E0001", "cannot read file",
    "The operating system refused to open or read the file; its reason is in the message. "
      + "Check the path, which is relative to where the command runs, and the permissions.",
    example: "netwright check specs/lennet.yaml",
    mended: "netwright check specs/lenet.yaml", form: .text)
}

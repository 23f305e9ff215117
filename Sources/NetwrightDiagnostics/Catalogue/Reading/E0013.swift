extension CatalogueEntry {
  static let e0013 = CatalogueEntry(
    "E0013", "not a regular file",
    "The path names a directory, a device, a pipe or a socket. Give a file, or `-` to read "
      + "standard input.",
    example: "netwright check /dev/sda",
    mended: "netwright check specs/lenet.yaml", form: .text)
}

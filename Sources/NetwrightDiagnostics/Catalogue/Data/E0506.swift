extension CatalogueEntry {
  static let e0506 = CatalogueEntry(
    "E0506", "malformed IDX",
    "The file does not have the form of MNIST files: magic number, sizes, then as many "
      + "bytes as they say.",
    example: "source: {idx: {images: train-labels.gz, labels: train-images.gz}}",
    mended: "source: {idx: {images: train-images.gz, labels: train-labels.gz}}", form: .text)
}

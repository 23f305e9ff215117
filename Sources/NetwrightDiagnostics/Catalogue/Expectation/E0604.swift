extension CatalogueEntry {
  static let e0604 = CatalogueEntry(
    "E0604", "metric not reached",
    "A metric did not reach after training what `expect:` says. Train longer, change the model, "
      + "or lower the expectation.",
    example: "expect: {accuracy: \">= 0.99\"}    # reached 0.91",
    mended: "expect: {accuracy: \">= 0.90\"}", form: .text)
}

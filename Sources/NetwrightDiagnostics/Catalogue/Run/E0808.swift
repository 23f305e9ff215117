extension CatalogueEntry {
  static let e0808 = CatalogueEntry(
    "E0808", "batches cannot be replayed",
    "`replay` runs steps on given tensors. Their names, shapes or metadata are not what "
      + "the program takes, each difference on a line of its own.",
    example: "digits-train replay --batches batches.safetensors    # without `image`",
    mended: "digits-train replay --batches batches.safetensors    # with `image@0`, `image@1`",
    form: .text)
}

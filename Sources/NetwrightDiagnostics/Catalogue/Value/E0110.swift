extension CatalogueEntry {
  static let e0110 = CatalogueEntry(
    "E0110", "unsupported version",
    "The key `netwright:` states the version of the language that the file is written in. This "
      + "program knows version 1.",
    example: "netwright: 2\nname: x\ndims: {batch: 4}\nmodel:\n  inputs: {x: \"f32[batch, 8]\"}\n"
      + "  layers: [{dense: 3}]\n",
    mended: ExampleSpec.model("f32[batch, 8]", "dense: 3"))
}

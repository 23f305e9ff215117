/// E09xx: faults of Netwright itself.
enum InternalCatalogue {
  static let entries: [CatalogueEntry] = [
    CatalogueEntry(
      "E0901", "internal error",
      "Netwright found one of its own rules broken. The spec may be fine; please report it with "
        + "the spec and the whole message."),
    CatalogueEntry(
      "E0902", "the compiler contradicts itself",
      "A stage of the compiler rejected what an earlier stage had accepted. The spec may be fine; "
        + "please report it with the spec and the whole message."),
    CatalogueEntry(
      "E0903", "no Swift for a kernel",
      "The emitter cannot write a kernel of this spec as Swift. The interpreter can run it: "
        + "`--engine fast` or `--engine reference`. Please report it with the spec."),
    CatalogueEntry(
      "E0904", "an engine cannot run the spec",
      "An engine that runs inside the tool rejected the program that the spec became. Another one "
        + "may run it: `--engine compiled`, `fast` or `reference`. Please report it with the spec."),
  ]
}

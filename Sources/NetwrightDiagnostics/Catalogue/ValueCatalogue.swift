/// E01xx: keys and values of the spec, one at a time.
enum ValueCatalogue {
  /// What makes a spec of a few lines a whole one, so that it gives one code alone.
  private static let rest =
    "dims: {batch: 4}\nmodel:\n  inputs: {x: \"f32[batch, 8]\"}\n  layers: [{dense: 1}]"

  static let entries: [CatalogueEntry] = [
    CatalogueEntry(
      "E0101", "unknown key",
      "The mapping has a key that means nothing there. Nothing is ever ignored silently, since a "
        + "misspelt key would otherwise leave its default in force. The help names keys that are "
        + "near in spelling.",
      example: "netwright: 1\nnam: lenet\n\(rest)"),
    CatalogueEntry(
      "E0102", "missing key",
      "A key without a default was left out. The message says which, and the place shown is the "
        + "mapping that should have it."),
    CatalogueEntry(
      "E0103", "wrong kind of value",
      "A scalar, a list or a mapping stands where another of the three is expected. In block style "
        + "the indentation decides: the lines of a list begin with `- `, those of a mapping with "
        + "`key: `.",
      example: "netwright: 1\nname: x\ndims: {batch: 4}\nmodel: [dense]"),
    CatalogueEntry(
      "E0104", "value of the wrong type",
      "The scalar cannot be read as the type that is expected here: an integer, a number, a "
        + "boolean, a duration, a size, an expression or a tensor type. Numbers follow YAML 1.2: "
        + "`1e-3`, `1_000`, `64k`, `10%` and `1/255` are numbers, `012` and `1:30` are not. "
        + "Booleans are `true` and `false` alone."),
    CatalogueEntry(
      "E0105", "value out of range",
      "The value has the right type but lies outside what is admitted here; the message states "
        + "the range."),
    CatalogueEntry(
      "E0106", "not a name",
      "Names begin with a letter or an underscore, go on with letters, digits and underscores "
        + "(ASCII), and have at most 63 characters. They become names in Swift code and files, and "
        + "therefore nothing else is admitted."),
    CatalogueEntry(
      "E0107", "unknown choice",
      "The value must be one of a fixed set of words, which the message lists."),
    CatalogueEntry(
      "E0108", "keys exclude each other",
      "Two keys were given of which only one may be; the note says what each of them means."),
    CatalogueEntry(
      "E0109", "wrong number of elements",
      "A list has fewer or more elements than this place admits."),
    CatalogueEntry(
      "E0110", "unsupported version",
      "The key `netwright:` states the version of the language that the file is written in. This "
        + "program knows version 1.",
      example: "netwright: 2\nname: x\n\(rest)"),
    CatalogueEntry(
      "E0111", "value is empty",
      "A key has no value. Write the value after the colon, or on more indented lines below, or "
        + "remove the key so that its default holds.",
      example: "netwright: 1\nname:\n\(rest)"),
    CatalogueEntry(
      "E0112", "number cannot be represented",
      "The number is well-formed but does not fit: an integer beyond 64 bits, a number beyond the "
        + "largest double, or a fraction where the value must be whole. Nothing is rounded "
        + "silently."),
  ]
}

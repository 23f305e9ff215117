/// E01xx: keys and values of the spec, one at a time.
enum ValueCatalogue {
  static let entries: [CatalogueEntry] = [
    CatalogueEntry(
      "E0101", "unknown key",
      "The mapping has a key that means nothing there. Nothing is ever ignored silently, since a "
        + "misspelt key would otherwise leave its default in force. The help names keys that are "
        + "near in spelling.",
      example: ExampleSpec.model("f32[batch, 8]", "dense: {unit: 3}"),
      mended: ExampleSpec.model("f32[batch, 8]", "dense: {units: 3}")),
    CatalogueEntry(
      "E0102", "missing key",
      "A key without a default was left out. The message says which, and the place shown is the "
        + "mapping that should have it.",
      example: ExampleSpec.model("f32[batch, 8]", "dense: {bias: false}"),
      mended: ExampleSpec.model("f32[batch, 8]", "dense: {units: 3, bias: false}")),
    CatalogueEntry(
      "E0103", "wrong kind of value",
      "A scalar, a list or a mapping stands where another of the three is expected. In block style "
        + "the indentation decides: the lines of a list begin with `- `, those of a mapping with "
        + "`key: `.",
      example: ExampleSpec.model("f32[batch, 8]", "dense: {units: [3]}"),
      mended: ExampleSpec.model("f32[batch, 8]", "dense: {units: 3}")),
    CatalogueEntry(
      "E0104", "value of the wrong type",
      "The scalar cannot be read as the type that is expected here: an integer, a number, a "
        + "boolean, a duration, a size, an expression or a tensor type. Numbers follow YAML 1.2: "
        + "`1e-3`, `1_000`, `64k`, `10%` and `1/255` are numbers, `012` and `1:30` are not. "
        + "Booleans are `true` and `false` alone.",
      example: ExampleSpec.model("f32[batch, 8]", "dense: {units: 3, bias: no}"),
      mended: ExampleSpec.model("f32[batch, 8]", "dense: {units: 3, bias: false}")),
    CatalogueEntry(
      "E0105", "value out of range",
      "The value has the right type but lies outside what is admitted here; the message states "
        + "the range.",
      example: ExampleSpec.model("f32[batch, 8]", "dense: 3", "dropout: 20"),
      mended: ExampleSpec.model("f32[batch, 8]", "dense: 3", "dropout: 20%")),
    CatalogueEntry(
      "E0106", "not a name",
      "Names begin with a letter or an underscore, go on with letters, digits and underscores "
        + "(ASCII), and have at most 63 characters. They become names in Swift code and files, and "
        + "therefore nothing else is admitted.",
      example: ExampleSpec.model("f32[batch, 8]", "dense: 3\n      as: class scores"),
      mended: ExampleSpec.model("f32[batch, 8]", "dense: 3\n      as: class_scores")),
    CatalogueEntry(
      "E0107", "unknown choice",
      "The value must be one of a fixed set of words, which the message lists.",
      example: ExampleSpec.model("f32[batch, 8]", "dense: {units: 3, activation: rellu}"),
      mended: ExampleSpec.model("f32[batch, 8]", "dense: {units: 3, activation: relu}")),
    CatalogueEntry(
      "E0108", "keys exclude each other",
      "Two keys were given of which only one may be; the note says what each of them means.",
      example: ExampleSpec.model(
        "f32[batch, 8]", "dense: 3\n      as: y", target: "i32[batch] in 0..<3",
        tail: ExampleSpec.crossEntropy + "train: {epochs: 2, steps: 100, optimizer: adam}\n"),
      mended: ExampleSpec.model(
        "f32[batch, 8]", "dense: 3\n      as: y", target: "i32[batch] in 0..<3",
        tail: ExampleSpec.crossEntropy + "train: {epochs: 2, optimizer: adam}\n")),
    CatalogueEntry(
      "E0109", "wrong number of elements",
      "A list has fewer or more elements than this place admits.",
      example: ExampleSpec.model(
        "f32[batch, 8, 8, 3]", "conv2d: {filters: 4, kernel: [3, 3, 3]}"),
      mended: ExampleSpec.model("f32[batch, 8, 8, 3]", "conv2d: {filters: 4, kernel: [3, 3]}")),
    CatalogueEntry(
      "E0110", "unsupported version",
      "The key `netwright:` states the version of the language that the file is written in. This "
        + "program knows version 1.",
      example: "netwright: 2\n",
      mended: ExampleSpec.model("f32[batch, 8]", "dense: 3")),
    CatalogueEntry(
      "E0111", "value is empty",
      "A key has no value. Write the value after the colon, or on more indented lines below, or "
        + "remove the key so that its default holds.",
      example: ExampleSpec.model("f32[batch, 8]", "dense: {units: }"),
      mended: ExampleSpec.model("f32[batch, 8]", "dense: 3")),
    CatalogueEntry(
      "E0112", "number cannot be represented",
      "The number is well-formed but does not fit: an integer beyond 64 bits, a number beyond the "
        + "largest double, or a fraction where the value must be whole. Nothing is rounded "
        + "silently.",
      example: ExampleSpec.model("f32[batch, 8]", "dense: 2.5"),
      mended: ExampleSpec.model("f32[batch, 8]", "dense: 2")),
  ]
}

/// E02xx: names and what they refer to, expressions.
enum NameCatalogue {
  static let entries: [CatalogueEntry] = [
    CatalogueEntry(
      "E0201", "undefined name",
      "The name is used but defined nowhere that can be seen from here. The help names "
        + "those that are near in spelling.",
      example: ExampleSpec.model("f32[batch, widht]", "dense: 3", dims: "batch: 4, width: 8"),
      mended: ExampleSpec.model("f32[batch, width]", "dense: 3", dims: "batch: 4, width: 8")),
    CatalogueEntry(
      "E0202", "name defined twice",
      "Two things of the same kind have the same name, or names that differ only in upper "
        + "and lower case, so that a use of it, or a file named after it, would be ambiguous.",
      example: ExampleSpec.model(
        "f32[batch, 8]", "dense: 3\n      name: first", "dense: 3\n      name: First"),
      mended: ExampleSpec.model(
        "f32[batch, 8]", "dense: 3\n      name: first", "dense: 3\n      name: second")),
    CatalogueEntry(
      "E0203", "expression syntax",
      "A size, a tensor type, a condition, a formula or an equation cannot be read. Sizes are "
        + "made of numbers, "
        + "dimensions, `+`, `-`, `*`, `//` (division rounding down) and parentheses; tensor types "
        + "look like \"f32[batch, 28, 28, 1]\", conditions like `stride != 1 and not bias`.",
      example: ExampleSpec.model("f32[batch, 8 +]", "dense: 3"),
      mended: ExampleSpec.model("f32[batch, 8]", "dense: 3")),
    CatalogueEntry(
      "E0204", "expression too large",
      "The expression is too long, too deep, has too many terms, or its value does not fit "
        + "into 63 bits. Give parts of it names under `dims:`.",
      example: ExampleSpec.model("f32[batch, 8]", "dense: 9_000_000_000 * 9_000_000_000"),
      mended: ExampleSpec.model("f32[batch, 8]", "dense: 90 * 90")),
    CatalogueEntry(
      "E0205", "size may vary",
      "The batch size may change between training, evaluation and prediction, and a dimension "
        + "with a range is checked for all of it, so no size that is fixed in the weights may "
        + "depend on them.",
      example: ExampleSpec.model("f32[batch, 8]", "dense: batch"),
      mended: ExampleSpec.model("f32[batch, 8]", "dense: 4")),
    CatalogueEntry(
      "E0206", "reserved name",
      "The name has a meaning of its own in every program that Netwright makes.",
      example: ExampleSpec.model("f32[batch, 8]", "dense: 3\n      as: loss"),
      mended: ExampleSpec.model("f32[batch, 8]", "dense: 3\n      as: scores")),
    CatalogueEntry(
      "E0207", "never used",
      "An input, a target or the result of a layer is used by nothing. What is meant to be "
        + "a result needs a name (`as:`); anything else can go.",
      example: ExampleSpec.model("f32[batch, 8]", "dense: 3", "dense: 2\n      from: x"),
      mended: ExampleSpec.model("f32[batch, 8]", "dense: 3", "dense: 2")),
    CatalogueEntry(
      "E0208", "used before it is made",
      "Layers are built in the order of the list, so a layer can only take results from "
        + "above it. Dimensions are read in the order of `dims:`, so one that is made of others "
        + "stands below them.",
      example: ExampleSpec.model("f32[batch, 8]", "dense: 8", "add: y", "dense: 8\n      as: y"),
      mended: ExampleSpec.model("f32[batch, 8]", "dense: 8\n      as: y", "dense: 8", "add: y")),
    CatalogueEntry(
      "E0209", "override leads nowhere",
      "The path of `--set path=value` names keys of the spec, separated by dots, and "
        + "positions in lists, counted from 0. Only its last key may be new.",
      example: "netwright check lenet.yaml --set train.epoch.count=5",
      mended: "netwright check lenet.yaml --set train.epochs=5", form: .text),
    CatalogueEntry(
      "E0210", "block contains itself",
      "A block cannot stand within itself, directly or by way of other blocks: it would have "
        + "no end. What is meant to occur several times is repeated with `repeat:`.",
      example: ExampleSpec.model(
        "f32[batch, 8]", "b",
        head: "blocks:\n  b: {inputs: {x: \"f32[batch, 8]\"}, layers: [{dense: 8}, b]}\n"),
      mended: ExampleSpec.model(
        "f32[batch, 8]", "repeat: {times: 2, block: b}",
        head: "blocks:\n  b: {inputs: {x: \"f32[batch, 8]\"}, layers: [{dense: 8}]}\n")),
    CatalogueEntry(
      "E0211", "too many layers",
      "Blocks are counted before they are expanded: a model has at most 100,000 layers, and "
        + "blocks stand at most 64 deep within one another.",
      example: ExampleSpec.model(
        "f32[batch, 8]", "repeat: {times: 90_000, block: b}",
        head: "blocks:\n  b: {inputs: {x: \"f32[batch, 8]\"}, layers: [{dense: 8}, relu]}\n"),
      mended: ExampleSpec.model(
        "f32[batch, 8]", "repeat: {times: 9, block: b}",
        head: "blocks:\n  b: {inputs: {x: \"f32[batch, 8]\"}, layers: [{dense: 8}, relu]}\n")),
    CatalogueEntry(
      "E0212", "outputs without names",
      "A block with several outputs needs a name for each where it is used: `as: [first, "
        + "second]`. Repeated, it has no more outputs than inputs, since each repetition takes the "
        + "results of the one before.",
      example: ExampleSpec.model(
        "f32[batch, 8]", "b:\n      as: y",
        head: "blocks:\n  b:\n    inputs: {x: \"f32[batch, 8]\"}\n"
          + "    layers: [{dense: 8, as: a}, {dense: 8, as: b}]\n    outputs: [a, b]\n"),
      mended: ExampleSpec.model(
        "f32[batch, 8]", "b:\n      as: [y, z]",
        head: "blocks:\n  b:\n    inputs: {x: \"f32[batch, 8]\"}\n"
          + "    layers: [{dense: 8, as: a}, {dense: 8, as: b}]\n    outputs: [a, b]\n")),
    CatalogueEntry(
      "E0230", "name of two meanings",
      "A formula may name numbers, parameters of its own, inputs and results; where one name could "
        + "be two of them, neither is taken. `x` is the input of the layer: the result before, or "
        + "what `from:` names. An input of the model or block that is called `x` as well changes "
        + "nothing about that, but where the formula names other tensors beside `x`, `from:` must "
        + "say which of the two is meant: `h + x` may be a residual connection or not.",
      example: ExampleSpec.model(
        "f32[batch, 8]", "dense: 8\n      as: h", "expr: h + x"),
      mended: ExampleSpec.model(
        "f32[batch, 8]", "dense: 8\n      as: h", "expr: h + x\n      from: x")),
  ]
}

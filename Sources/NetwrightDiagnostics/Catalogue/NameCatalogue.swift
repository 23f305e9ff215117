/// E02xx: names and what they refer to, expressions.
enum NameCatalogue {
  static let entries: [CatalogueEntry] = [
    CatalogueEntry(
      "E0201", "undefined name",
      "The name is used but defined nowhere that can be seen from here. The help names "
        + "those that are near in spelling.",
      example: "netwright: 1\n"
        + "name: x\n"
        + "dims: {batch: 4}\n"
        + "model:\n"
        + "  inputs: {x: \"f32[batch, widht]\"}\n"
        + "  layers: [{dense: 1}]"),
    CatalogueEntry(
      "E0202", "name defined twice",
      "Two things of the same kind have the same name, or names that differ only in upper "
        + "and lower case, so that a use of it, or a file named after it, would be ambiguous."),
    CatalogueEntry(
      "E0203", "expression syntax",
      "A size, a tensor type, a formula or an equation cannot be read. Sizes are made of "
        + "numbers, dimensions, `+`, "
        + "`-`, `*`, `//` (division rounding down) and parentheses; tensor types look like "
        + "\"f32[batch, 28, 28, 1]\".",
      example: "netwright: 1\n"
        + "name: x\n"
        + "dims: {batch: 4}\n"
        + "model:\n"
        + "  inputs: {x: \"f32[batch, 8 +]\"}\n"
        + "  layers: [{dense: 1}]"),
    CatalogueEntry(
      "E0204", "expression too large",
      "The expression is too long, too deep, has too many terms, or its value does not fit "
        + "into 63 bits. Give parts of it names under `dims:`."),
    CatalogueEntry(
      "E0205", "size depends on the batch",
      "The batch size may change between training, evaluation and prediction, so no size "
        + "that is fixed in the weights may depend on it.",
      example: "netwright: 1\n"
        + "name: x\n"
        + "dims: {batch: 4}\n"
        + "model:\n"
        + "  inputs: {x: \"f32[batch, 8]\"}\n"
        + "  layers: [{dense: batch}]"),
    CatalogueEntry(
      "E0206", "reserved name",
      "The name has a meaning of its own in every program that Netwright makes."),
    CatalogueEntry(
      "E0207", "never used",
      "An input, a target or the result of a layer is used by nothing. What is meant to be "
        + "a result needs a name (`as:`); anything else can go."),
    CatalogueEntry(
      "E0208", "used before it is made",
      "Layers are built in the order of the list, so a layer can only take results from "
        + "above it."),
    CatalogueEntry(
      "E0209", "override leads nowhere",
      "The path of `--set path=value` names keys of the spec, separated by dots, and "
        + "positions in lists, counted from 0. Only its last key may be new."),
    CatalogueEntry(
      "E0210", "block contains itself",
      "A block cannot stand within itself, directly or by way of other blocks: it would have "
        + "no end. What is meant to occur several times is repeated with `repeat:`.",
      example: "netwright: 1\n"
        + "name: x\n"
        + "dims: {batch: 4}\n"
        + "blocks:\n"
        + "  b: {inputs: {x: \"f32[batch, 8]\"}, layers: [{dense: 8}, b]}\n"
        + "model:\n"
        + "  inputs: {x: \"f32[batch, 8]\"}\n"
        + "  layers: [b]"),
    CatalogueEntry(
      "E0211", "too many layers",
      "Blocks are counted before they are expanded: a model has at most 100,000 layers, and "
        + "blocks stand at most 64 deep within one another.",
      example: "netwright: 1\n"
        + "name: x\n"
        + "dims: {batch: 4}\n"
        + "blocks:\n"
        + "  b: {inputs: {x: \"f32[batch, 8]\"}, layers: [{dense: 8}, {dense: 8}]}\n"
        + "model:\n"
        + "  inputs: {x: \"f32[batch, 8]\"}\n"
        + "  layers: [{repeat: {times: 90_000, block: b}}]"),
    CatalogueEntry(
      "E0230", "name of two meanings",
      "A formula calls the input of its layer `x`, and may name numbers, parameters of its own, "
        + "inputs "
        + "and results. Where one name could be two of them, neither is taken.",
      example: "netwright: 1\n"
        + "name: x\n"
        + "dims: {batch: 4}\n"
        + "model:\n"
        + "  inputs: {x: \"f32[batch, 8]\"}\n"
        + "  layers: [{dense: 8}, {expr: 2 * x}]"),
  ]
}

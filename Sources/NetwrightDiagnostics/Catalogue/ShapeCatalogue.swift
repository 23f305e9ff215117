/// E03xx: shapes and dtypes of tensors.
enum ShapeCatalogue {
  static let entries: [CatalogueEntry] = [
    CatalogueEntry(
      "E0301", "wrong number of axes",
      "A tensor has more or fewer axes than the layer takes. `flatten` and `reshape` change "
        + "the number of axes.",
      example: ExampleSpec.model("f32[batch, 8, 8, 3]", "dense: 3"),
      mended: ExampleSpec.model("f32[batch, 8, 8, 3]", "flatten", "dense: 3")),
    CatalogueEntry(
      "E0302", "inner sizes differ",
      "In a matrix product the columns of the left side and the rows of the right side must "
        + "be as many: the axis of an equation that is summed over has one size. The labels show "
        + "where each side comes from.",
      example: ExampleSpec.model(
        "f32[batch, 8]", "parameter: \"f32[6, 4]\"\n      as: w",
        "einsum: {equation: \"b i, i o -> b o\", names: w}"),
      mended: ExampleSpec.model(
        "f32[batch, 8]", "parameter: \"f32[8, 4]\"\n      as: w",
        "einsum: {equation: \"b i, i o -> b o\", names: w}")),
    CatalogueEntry(
      "E0303", "shapes differ",
      "The tensors that are combined element by element must have the same shape. Nothing "
        + "is broadcast silently: it hides mistakes such as [batch] against [batch, 1].",
      example: ExampleSpec.model("f32[batch, 8]", "dense: 4", "add: x"),
      mended: ExampleSpec.model("f32[batch, 8]", "dense: 8", "add: x")),
    CatalogueEntry(
      "E0304", "size differs",
      "The size of an axis is not the one that the operation needs. The labels show where "
        + "each side comes from.",
      example: ExampleSpec.model(
        "f32[batch, 8]", "parameter: \"f32[6]\"\n      as: w",
        "einsum: {equation: \"b i, i -> b i\", names: w}"),
      mended: ExampleSpec.model(
        "f32[batch, 8]", "parameter: \"f32[8]\"\n      as: w",
        "einsum: {equation: \"b i, i -> b i\", names: w}")),
    CatalogueEntry(
      "E0305", "wrong element type",
      "A layer or an input cannot hold elements of this type: numbers are f32, indices are "
        + "i32.",
      example: ExampleSpec.model("i32[batch, 8] in 0..<20", "dense: 3"),
      mended: ExampleSpec.model(
        "i32[batch, 8] in 0..<20", "embedding: {entries: 20, width: 4}", "flatten", "dense: 3")),
    CatalogueEntry(
      "E0306", "wrong number of inputs",
      "The layer takes more or fewer inputs than it gets. Layers take the result before "
        + "them, or what `from:` names.",
      example: ExampleSpec.model("f32[batch, 8]", "add"),
      mended: ExampleSpec.model("f32[batch, 8]", "dense: 8", "add: x")),
    CatalogueEntry(
      "E0307", "no such axis",
      "Axes count from 0, the batch; negative ones count from the end. A layer cannot work "
        + "along the batch.",
      example: ExampleSpec.model("f32[batch, 8]", "dense: 3", "concat: {names: x, axis: 2}"),
      mended: ExampleSpec.model("f32[batch, 8]", "dense: 3", "concat: {names: x, axis: 1}")),
    CatalogueEntry(
      "E0308", "cannot be decided",
      "Whether sizes fit depends on the value of a dimension. What passes the check must hold "
        + "for every size in the ranges of `dims:`, so the spec has to say more: the help names "
        + "the first constraint found that settles it, a note the sizes for which it fails. Two "
        + "sizes that may differ are never taken for one.",
      example: ExampleSpec.model(
        "f32[batch, rows, 8, 1]", "max_pool2d: 2", dims: "batch: 4, rows: 1..64"),
      mended: ExampleSpec.model(
        "f32[batch, rows, 8, 1]", "max_pool2d: 2", dims: "batch: 4, rows: 2..64")),
    CatalogueEntry(
      "E0309", "window larger than its input",
      "A filter or a pooling window does not fit into the image, padding included. Often an "
        + "image was made smaller once too often.",
      example: ExampleSpec.model("f32[batch, 2, 2, 1]", "max_pool2d: 3"),
      mended: ExampleSpec.model("f32[batch, 2, 2, 1]", "max_pool2d: 2")),
    CatalogueEntry(
      "E0310", "element counts differ",
      "A reshape keeps all elements, so the sizes of the new shape must multiply to as many "
        + "as the old ones.",
      example: ExampleSpec.model("f32[batch, 8]", "reshape: [3, 3]"),
      mended: ExampleSpec.model("f32[batch, 8]", "reshape: [2, 4]")),
    CatalogueEntry(
      "E0312", "groups do not divide channels",
      "A grouped convolution gives each group an equal share of the input channels and of "
        + "the filters.",
      example: ExampleSpec.model(
        "f32[batch, 8, 8, 3]", "conv2d: {filters: 4, kernel: 3, groups: 2}"),
      mended: ExampleSpec.model(
        "f32[batch, 8, 8, 3]", "conv2d: {filters: 6, kernel: 3, groups: 3}")),
    CatalogueEntry(
      "E0313", "attribute out of range",
      "A number of the layer, such as a stride, is not one that the operation can do with. With "
        + "`padding: same` over an axis whose size may vary, the stride divides every size that it "
        + "may have.",
      example: ExampleSpec.model(
        "f32[batch, 2 * half + 1, 8, 1]", "max_pool2d: {window: 2, padding: same}",
        dims: "batch: 4, half: 1..8"),
      mended: ExampleSpec.model(
        "f32[batch, 2 * half, 8, 1]", "max_pool2d: {window: 2, padding: same}",
        dims: "batch: 4, half: 1..8")),
    CatalogueEntry(
      "E0314", "too large",
      "A tensor, or all parameters together, would have more elements than can be counted "
        + "in bytes or held by any machine.",
      example: ExampleSpec.model("f32[batch, 1_000_000_000]", "dense: 1G"),
      mended: ExampleSpec.model("f32[batch, 1_000]", "dense: 1k")),
    CatalogueEntry(
      "E0315", "heads do not divide the width",
      "Each head of an attention layer takes an equal share of the features.",
      example: ExampleSpec.model("f32[batch, 5, 8]", "attention: {heads: 3}"),
      mended: ExampleSpec.model("f32[batch, 5, 8]", "attention: {heads: 4}")),
    CatalogueEntry(
      "E0316", "more positions than entries",
      "A position embedding learns one vector for each position; positions beyond its table "
        + "have none.",
      example: ExampleSpec.model("f32[batch, 5, 8]", "position_embedding: {entries: 4}"),
      mended: ExampleSpec.model("f32[batch, 5, 8]", "position_embedding: {entries: 5}")),
    CatalogueEntry(
      "E0317", "needs a fixed size",
      "Parameters have sizes that are numbers, so a layer that learns them cannot work along an "
        + "axis whose size may vary. Positions and pixels may vary, features may not.",
      example: ExampleSpec.model("f32[batch, seq]", "dense: 4", dims: "batch: 4, seq: 1..64"),
      mended: ExampleSpec.model("f32[batch, seq]", "dense: 4", dims: "batch: 4, seq: 64")),
    CatalogueEntry(
      "E0320", "does not fit a block",
      "A block states the tensors that it takes. What a use hands to it must have the element "
        + "type, the number of axes and each size that is not `?`, whatever the batch is.",
      example: ExampleSpec.model(
        "f32[batch, 9]", "b",
        head: "blocks:\n  b: {inputs: {x: \"f32[batch, 8]\"}, layers: [{dense: 8}]}\n"),
      mended: ExampleSpec.model(
        "f32[batch, 9]", "b",
        head: "blocks:\n  b: {inputs: {x: \"f32[batch, ?]\"}, layers: [{dense: 8}]}\n")),
    CatalogueEntry(
      "E0330", "axes of an equation",
      "In the equation of an `einsum` each term names different axes, and the result has only axes "
        + "of the operands. To sum over an axis leave it out of the result.",
      example: ExampleSpec.model(
        "f32[batch, 8]", "einsum: \"b i -> b j\""),
      mended: ExampleSpec.model(
        "f32[batch, 8]", "einsum: \"b i -> b i\"")),
    CatalogueEntry(
      "E0331", "rows of the batch would mix",
      "What a model makes of a row must not depend on the other rows: evaluation fills up the last "
        + "batch, and predictions take any number of rows. So the axis of the batch has one name in an "
        + "equation, and is the first axis of the result.",
      example: ExampleSpec.model(
        "f32[batch, 8]", "einsum: \"b i -> i\""),
      mended: ExampleSpec.model(
        "f32[batch, 8]", "einsum: \"b i -> b\"")),
    CatalogueEntry(
      "E0332", "tied weight of another shape",
      "A tied weight is the parameter of another layer, so that it has that shape. A `dense` layer "
        + "that maps back from an embedding needs `transposed: true`.",
      example: ExampleSpec.model(
        "f32[batch, 8]", "dense: 4\n      name: a", "dense: {units: 8, weight: {tied: a.weight}}"),
      mended: ExampleSpec.model(
        "f32[batch, 8]", "dense: 4\n      name: a",
        "dense: {units: 8, weight: {tied: a.weight, transposed: true}}")),
    CatalogueEntry(
      "E0333", "key without effect",
      "`frozen`, `learning_rate_scale` and `regularizer` are about the parameters of a layer, the "
        + "last one about those of at least two axes; here there are none.",
      example: ExampleSpec.model(
        "f32[batch, 8]", "dense: 4", "relu: {}\n      frozen: true"),
      mended: ExampleSpec.model(
        "f32[batch, 8]", "dense: 4\n      frozen: true", "relu")),
    CatalogueEntry(
      "E0334", "output without rows",
      "An output of the model has one row for each of the batch. A tensor that is made of parameters "
        + "alone has none.",
      example: ExampleSpec.model(
        "f32[batch, 8]", "parameter: \"f32[8]\"\n      as: w", "expr: 2 * w\n      as: z",
        "dense: 8\n      from: x"),
      mended: ExampleSpec.model(
        "f32[batch, 8]", "parameter: \"f32[8]\"\n      as: w", "dense: 8\n      as: h",
        "expr: h * w")),
  ]
}

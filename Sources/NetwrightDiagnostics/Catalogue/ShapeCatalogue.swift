/// E03xx: shapes and dtypes of tensors.
enum ShapeCatalogue {
  static let entries: [CatalogueEntry] = [
    CatalogueEntry(
      "E0301", "wrong number of axes",
      "A tensor has more or fewer axes than the layer takes. `flatten` and `reshape` change "
        + "the number of axes.",
      example: "netwright: 1\n"
        + "name: x\n"
        + "dims: {batch: 4}\n"
        + "model:\n"
        + "  inputs: {x: \"f32[batch, 8, 8, 1]\"}\n"
        + "  layers: [{dense: 1}]"),
    CatalogueEntry(
      "E0302", "inner sizes differ",
      "In a matrix product the columns of the left side and the rows of the right side must "
        + "be as many."),
    CatalogueEntry(
      "E0303", "shapes differ",
      "The tensors that are combined element by element must have the same shape. Nothing "
        + "is broadcast silently: it hides mistakes such as [batch] against [batch, 1].",
      example: "netwright: 1\n"
        + "name: x\n"
        + "dims: {batch: 4}\n"
        + "model:\n"
        + "  inputs: {x: \"f32[batch, 8]\"}\n"
        + "  layers: [{dense: 4}, {add: x}]"),
    CatalogueEntry(
      "E0304", "size differs",
      "The size of an axis is not the one that the operation needs. The labels show where "
        + "each side comes from."),
    CatalogueEntry(
      "E0305", "wrong element type",
      "A layer or an input cannot hold elements of this type: numbers are f32, indices are "
        + "i32.",
      example: "netwright: 1\n"
        + "name: x\n"
        + "dims: {batch: 4}\n"
        + "model:\n"
        + "  inputs: {x: \"i32[batch, 8]\"}\n"
        + "  layers: [{dense: 1}]"),
    CatalogueEntry(
      "E0306", "wrong number of inputs",
      "The layer takes more or fewer inputs than it gets. Layers take the result before "
        + "them, or what `from:` names.",
      example: "netwright: 1\n"
        + "name: x\n"
        + "dims: {batch: 4}\n"
        + "model:\n"
        + "  inputs: {x: \"f32[batch, 8]\"}\n"
        + "  layers: [add]"),
    CatalogueEntry(
      "E0307", "no such axis",
      "Axes count from 0, the batch; negative ones count from the end. A layer cannot work "
        + "along the batch.",
      example: "netwright: 1\n"
        + "name: x\n"
        + "dims: {batch: 4}\n"
        + "model:\n"
        + "  inputs: {x: \"f32[batch, 8]\"}\n"
        + "  layers: [{concat: {names: x, axis: 2}}]"),
    CatalogueEntry(
      "E0308", "cannot be decided",
      "Whether two sizes are equal depends on the value of a dimension. What passes the "
        + "check must hold for every size, so the spec has to say more: use the same expression "
        + "on both sides, or fixed sizes."),
    CatalogueEntry(
      "E0309", "window larger than its input",
      "A filter or a pooling window does not fit into the image, padding included. Often an "
        + "image was made smaller once too often.",
      example: "netwright: 1\n"
        + "name: x\n"
        + "dims: {batch: 4}\n"
        + "model:\n"
        + "  inputs: {x: \"f32[batch, 2, 2, 1]\"}\n"
        + "  layers: [{max_pool2d: 3}]"),
    CatalogueEntry(
      "E0310", "element counts differ",
      "A reshape keeps all elements, so the sizes of the new shape must multiply to as many "
        + "as the old ones.",
      example: "netwright: 1\n"
        + "name: x\n"
        + "dims: {batch: 4}\n"
        + "model:\n"
        + "  inputs: {x: \"f32[batch, 8]\"}\n"
        + "  layers: [{reshape: [3, 3]}]"),
    CatalogueEntry(
      "E0311", "cannot broadcast",
      "A tensor can be repeated along axes of size 1 and along new axes only."),
    CatalogueEntry(
      "E0312", "groups do not divide channels",
      "A grouped convolution gives each group an equal share of the input channels and of "
        + "the filters.",
      example: "netwright: 1\n"
        + "name: x\n"
        + "dims: {batch: 4}\n"
        + "model:\n"
        + "  inputs: {x: \"f32[batch, 8, 8, 3]\"}\n"
        + "  layers: [{conv2d: {filters: 4, kernel: 3, groups: 2}}]"),
    CatalogueEntry(
      "E0313", "attribute out of range",
      "A number of the layer, such as a stride, lies outside what the operation can do."),
    CatalogueEntry(
      "E0314", "too large",
      "A tensor, or all parameters together, would have more elements than can be counted "
        + "in bytes or held by any machine.",
      example: "netwright: 1\n"
        + "name: x\n"
        + "dims: {batch: 4}\n"
        + "model:\n"
        + "  inputs: {x: \"f32[batch, 1_000_000_000]\"}\n"
        + "  layers: [{dense: 1G}]"),
    CatalogueEntry(
      "E0315", "heads do not divide the width",
      "Each head of an attention layer takes an equal share of the features.",
      example: "netwright: 1\n"
        + "name: x\n"
        + "dims: {batch: 4}\n"
        + "model:\n"
        + "  inputs: {x: \"f32[batch, 5, 8]\"}\n"
        + "  layers: [{attention: {heads: 3}}]"),
    CatalogueEntry(
      "E0316", "more positions than entries",
      "A position embedding learns one vector for each position; positions beyond its table "
        + "have none.",
      example: "netwright: 1\n"
        + "name: x\n"
        + "dims: {batch: 4}\n"
        + "model:\n"
        + "  inputs: {x: \"f32[batch, 5, 8]\"}\n"
        + "  layers: [{position_embedding: {entries: 4}}]"),
    CatalogueEntry(
      "E0320", "does not fit a block",
      "A block states the tensors that it takes. What a use hands to it must have the element "
        + "type, the number of axes and each size that is not `?`, whatever the batch is.",
      example: "netwright: 1\n"
        + "name: x\n"
        + "dims: {batch: 4}\n"
        + "blocks:\n"
        + "  b: {inputs: {x: \"f32[batch, 8]\"}, layers: [{dense: 8}]}\n"
        + "model:\n"
        + "  inputs: {x: \"f32[batch, 9]\"}\n"
        + "  layers: [b]"),
    CatalogueEntry(
      "E0330", "axes of an equation",
      "In the equation of an `einsum` each term names different axes, and the result has only "
        + "axes of the operands. To sum over an axis leave it out of the result.",
      example: "netwright: 1\n"
        + "name: x\n"
        + "dims: {batch: 4}\n"
        + "model:\n"
        + "  inputs: {x: \"f32[batch, 8]\"}\n"
        + "  layers: [{einsum: \"b i -> b j\"}]"),
    CatalogueEntry(
      "E0331", "rows of the batch would mix",
      "What a model makes of a row must not depend on the other rows: evaluation fills up the last "
        + "batch, and predictions take any number of rows. So the axis of the batch has one "
        + "name in an "
        + "equation, and is the first axis of the result.",
      example: "netwright: 1\n"
        + "name: x\n"
        + "dims: {batch: 4}\n"
        + "model:\n"
        + "  inputs: {x: \"f32[batch, 8]\"}\n"
        + "  layers: [{einsum: \"b i -> i\"}]"),
    CatalogueEntry(
      "E0332", "tied weight of another shape",
      "A tied weight is the parameter of another layer, so that it has that shape. A `dense` layer "
        + "that maps back from an embedding needs `transposed: true`.",
      example: "netwright: 1\n"
        + "name: x\n"
        + "dims: {batch: 4}\n"
        + "model:\n"
        + "  inputs: {x: \"f32[batch, 8]\"}\n"
        + "  layers: [{dense: {units: 4}, name: a}, "
        + "{dense: {units: 8, weight: {tied: a.weight}}}]"),
    CatalogueEntry(
      "E0333", "key without effect",
      "`frozen`, `learning_rate_scale` and `regularizer` are about the parameters of a layer, the "
        + "last one about those of at least two axes; here there are none.",
      example: "netwright: 1\n"
        + "name: x\n"
        + "dims: {batch: 4}\n"
        + "model:\n"
        + "  inputs: {x: \"f32[batch, 8]\"}\n"
        + "  layers: [{dense: 4}, {relu: {}, frozen: true}]"),
    CatalogueEntry(
      "E0334", "output without rows",
      "An output of the model has one row for each of the batch. A tensor that is made of "
        + "parameters "
        + "alone has none.",
      example: "netwright: 1\n"
        + "name: x\n"
        + "dims: {batch: 4}\n"
        + "model:\n"
        + "  inputs: {x: \"f32[batch, 8]\"}\n"
        + "  layers: [{parameter: \"f32[8]\", as: w}, {expr: x * w, as: y}, {expr: w * 2, as: z}]"),
  ]
}

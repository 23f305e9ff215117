import NetwrightIR
import NetwrightOps
import NetwrightTensor

/// Works on a table before its rows are gathered, where it has fewer rows than are gathered:
/// `contraction(gather(table), w)` becomes `gather(contraction(table, w))`, an added vector is added
/// to the table, and transposes and reshapes of gathered rows move the indices instead.
///
/// Safe: a gathered row is a row of the table, and each rule treats all rows alike. Never worse: the
/// table is the smaller operand. Before differentiation, so that gradients are summed up by row of
/// the table and multiplied afterwards.
package struct CommuteGathers: RewritePass {
  package static let name = "commute-gathers"
  package init() {}

  /// `gather_rows` with its operands.
  private struct Gathered {
    let table: Value
    let indices: Value
    let entries: Int
    let width: Int
    /// Rows that are gathered.
    let count: Int

    init?(_ value: Value, in graph: Graph) {
      guard let node = graph.producer(of: value), node.op is GatherRows,
        let sizes = graph.type(of: node.inputs[0]).shape.sizes,
        graph.type(of: node.inputs[1]).shape.sizes != nil
      else { return nil }
      table = node.inputs[0]
      indices = node.inputs[1]
      (entries, width) = (sizes[0], sizes[1])
      count = graph.type(of: indices).elementCount
    }
  }

  package func rewrite(
    _ node: Node, inputs: [Value], in builder: inout GraphBuilder
  ) -> [Value]? {
    switch node.op {
    case let transpose as Transpose: return move(transpose, inputs[0], in: &builder)
    case let reshape as Reshape: return move(reshape, inputs[0], in: &builder)
    case let contraction as Contraction:
      guard let rows = Gathered(inputs[0], in: builder.graph), rows.entries < rows.count,
        !contraction.transposeLeft, builder.type(of: inputs[0]).rank == 2
      else { return nil }
      let product = builder.contract(
        rows.table, inputs[1], transposeRight: contraction.transposeRight)
      return [builder.gatherRows(product, rows.indices)]
    case is Add:
      return add(inputs[0], inputs[1], in: &builder) ?? add(inputs[1], inputs[0], in: &builder)
    default: return nil
    }
  }

  /// The last axis, along which a row runs, stays.
  private func move(
    _ transpose: Transpose, _ input: Value, in builder: inout GraphBuilder
  ) -> [Value]? {
    guard let rows = Gathered(input, in: builder.graph),
      transpose.permutation.last == transpose.permutation.count - 1
    else { return nil }
    let indices = builder.transpose(rows.indices, Array(transpose.permutation.dropLast()))
    return [builder.gatherRows(rows.table, indices)]
  }

  private func move(
    _ reshape: Reshape, _ input: Value, in builder: inout GraphBuilder
  ) -> [Value]? {
    guard let rows = Gathered(input, in: builder.graph), rows.width > 0,
      let last = reshape.shape.dims.last, last == Dim(rows.width)
    else { return nil }
    let leading = Shape(Array(reshape.shape.dims.dropLast()))
    return [builder.gatherRows(rows.table, builder.reshape(rows.indices, to: leading))]
  }

  /// `gather(table) + vector`, the vector repeated for every row.
  private func add(
    _ gathered: Value, _ other: Value, in builder: inout GraphBuilder
  ) -> [Value]? {
    guard let rows = Gathered(gathered, in: builder.graph), rows.entries < rows.count,
      let spread = builder.graph.producer(of: other), let broadcast = spread.op as? Broadcast,
      broadcast.axes == [broadcast.shape.rank - 1]
    else { return nil }
    let type = builder.type(of: rows.table)
    let vector = builder.broadcast(spread.inputs[0], to: type.shape, axes: [1])
    return [builder.gatherRows(builder.add(rows.table, vector), rows.indices)]
  }
}

import NetwrightIR
import NetwrightTensor

/// Sums rows into a table of zeros, each where its index says.
///
/// - Shapes: `indices: s`, `rows: s + [width]` → `[entries, width]`.
/// - Dtype: indices `i32`, rows `f32` (`f64` in the interpreter). The reference sums in the order
///   of the indices and leaves out rows whose index the table does not have.
/// - Gradient: `∂rows` = the rows of `g` at the indices: `gather_rows`.
/// - Cost: one operation for each element of `rows`, and zeros for the table.
/// - Errors: `E0301` and `E0303` when `rows` is not of shape `s + [width]`; `E0305` for other
///   element types; `E0313` when `entries` is no list of one size.
package struct ScatterAddRows: Op {
  package static let keyword = "scatter_add_rows"
  package static let traits: OpTraits = [.skeleton]
  package static let examples = [
    ScatterAddRows.example(5, [2, 3], 3), ScatterAddRows.example(2, [], 1),
    ScatterAddRows.example(3, [7], 2), ScatterAddRows.example(2, [0], 3),
  ]

  private static func example(_ entries: Int, _ indices: [Int], _ width: Int) -> OpExample {
    OpExample(
      ScatterAddRows(entries: Dim(entries)),
      [TensorType(sizes: indices, .i32), TensorType(sizes: indices + [width])],
      results: [TensorType(sizes: [entries, width])], integerBound: entries)
  }

  package let entries: Shape
  package init(entries: Dim) { self.entries = [entries] }

  package init(attributes: AttributeReader) throws(AttributeError) {
    entries = try attributes.shape("entries")
    guard entries.rank == 1 else { throw .mistyped("entries", expected: "a list of one size") }
  }

  package var attributes: [Attribute] { [Attribute("entries", .shape(entries))] }

  package func substituting(_ binding: [String: Int]) throws(SizeError) -> ScatterAddRows {
    ScatterAddRows(entries: try entries[0].substituting(binding))
  }

  package func resultTypes(
    of inputs: [Operand], regions: [Graph], in context: ShapeContext
  ) throws(ShapeError) -> [TensorType] {
    try context.requireCount(inputs, 2)
    let (indices, rows) = (inputs[0], inputs[1])
    try context.require(indices, dtype: .i32)
    try context.requireFloat(rows)
    guard rows.rank == indices.rank + 1 else {
      throw .rank(rows, expected: "one axis more than \(indices.type)")
    }
    for (axis, size) in indices.shape.dims.enumerated() {
      try context.require(
        rows.shape[axis], equals: size, of: rows, else: .shapesDiffer(indices, rows))
    }
    return [rows.type.with(Shape([entries[0], rows.shape[indices.rank]]))]
  }

  package func gradient(at site: GradientSite, in graph: inout GraphBuilder) -> [Value?] {
    [nil, graph.gatherRows(site.upstream, site.inputs[0])]
  }

  package func evaluate<Scalar: ReferenceScalar>(_ call: inout ReferenceCall<Scalar>) {
    let (indices, rows) = (call.inputs[0], call.inputs[1])
    let sizes = call.results[0].sizes
    for row in 0..<indices.count {
      guard let entry = Int(exactly: indices[row]), (0..<sizes[0]).contains(entry) else { continue }
      for column in 0..<sizes[1] {
        call.results[0][entry * sizes[1] + column] += rows[row * sizes[1] + column]
      }
    }
  }

  package func skeleton(inputs: [TensorType], results: [TensorType]) -> Skeleton? {
    let sizes = results[0].sizes
    return .scatterAddRows(count: inputs[0].elementCount, entries: sizes[0], width: sizes[1])
  }

  package func operationCount(inputs: [TensorType], results: [TensorType]) -> Int {
    inputs[1].elementCount
  }
}

extension GraphBuilder {
  package mutating func scatterAddRows(
    _ indices: Value, _ rows: Value, entries: Dim
  ) -> Value {
    apply(ScatterAddRows(entries: entries), indices, rows)
  }
}

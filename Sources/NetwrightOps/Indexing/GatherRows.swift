import NetwrightIR
import NetwrightTensor

/// Rows of a table by number.
///
/// - Shapes: `table: [entries, width]`, `indices: s` → `s + [width]`.
/// - Dtype: table `f32` (`f64` in the interpreter), indices `i32`. The reference gives NaN for an
///   index that the table does not have; readers of data check before.
/// - Gradient: `∂table` = the rows of `g` summed by index: `scatter_add_rows`.
/// - Cost: a copy of the result.
/// - Errors: `E0301` when the table is no matrix; `E0305` for other element types.
package struct GatherRows: Op {
  package static let keyword = "gather_rows"
  package static let traits: OpTraits = [.skeleton]
  package static let examples = [
    GatherRows.example([5, 3], [2, 3], [2, 3, 3]), GatherRows.example([2, 1], [], [1]),
    GatherRows.example([4, 7], [5], [5, 7]), GatherRows.example([2, 3], [0], [0, 3]),
  ]

  private static func example(_ table: [Int], _ indices: [Int], _ result: [Int]) -> OpExample {
    OpExample(
      GatherRows(), [TensorType(sizes: table), TensorType(sizes: indices, .i32)],
      results: [TensorType(sizes: result)], integerBound: table[0])
  }

  package init() {}
  package init(attributes: AttributeReader) throws(AttributeError) {}

  package func resultTypes(
    of inputs: [Operand], regions: [Graph], in context: ShapeContext
  ) throws(ShapeError) -> [TensorType] {
    try context.requireCount(inputs, 2)
    let (_, width) = try inputs[0].matrix()
    try context.requireFloat(inputs[0])
    try context.require(inputs[1], dtype: .i32)
    return [inputs[0].type.with(Shape(inputs[1].shape.dims + [width]))]
  }

  package func gradient(at site: GradientSite, in graph: inout GraphBuilder) -> [Value?] {
    let entries = graph.type(of: site.inputs[0]).shape[0]
    return [graph.scatterAddRows(site.inputs[1], site.upstream, entries: entries), nil]
  }

  package func evaluate<Scalar: ReferenceScalar>(_ call: inout ReferenceCall<Scalar>) {
    let (table, indices) = (call.inputs[0], call.inputs[1])
    let width = table.sizes[1]
    for row in 0..<indices.count {
      let entry = Int(exactly: indices[row]) ?? -1
      let known = (0..<table.sizes[0]).contains(entry)
      for column in 0..<width {
        call.results[0][row * width + column] = known ? table[entry * width + column] : .nan
      }
    }
  }

  package func skeleton(inputs: [TensorType], results: [TensorType]) -> Skeleton? {
    let sizes = inputs[0].sizes
    return .gatherRows(count: inputs[1].elementCount, entries: sizes[0], width: sizes[1])
  }
}

extension GraphBuilder {
  package mutating func gatherRows(_ table: Value, _ indices: Value) -> Value {
    apply(GatherRows(), table, indices)
  }
}

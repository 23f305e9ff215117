import NetwrightIR
import NetwrightOps
import NetwrightSchema
import NetwrightTensor

/// Gives the elements after the batch other sizes, in row-major order.
///
/// - Shapes: `[batch, …]` → `[batch, shape…]` with as many elements.
package struct ReshapeLayer: Layer {
  package static let keyword = "reshape"
  package static let doc =
    "Gives the elements after the batch other sizes, in row-major order; the batch is not written."
  package static let example = "- reshape: [4, 4, 2]"
  package static let exampleInput = "f32[batch, 32]"

  static let shapeKey = Key(
    "shape", .list(ValueType<Int>.size, of: "a list of sizes without the batch"),
    doc: "Sizes after the batch.")
  package static let table = KeyTable(
    "the layer `reshape`", main: "shape", [AnyKey(shapeKey)])

  let sizes: [Int]

  package init(_ arguments: Arguments) throws(Poisoned) {
    sizes = try arguments.value(Self.shapeKey)
  }

  package func build(at site: LayerSite) throws(LayerError) -> Value {
    let input = site.input
    let target = Shape(sizes: sizes)
    let (have, want): (Dim, Dim)
    do throws(ShapeError) {
      have = try site.model.graph.context.product(input.shape.dims.dropFirst(), of: input.operand)
      want = try site.model.graph.context.product(target.dims)
    } catch { throw .shape(error) }
    guard have == want else {
      throw .elementCounts(input, target: sizes, repair: repair(have.constant))
    }
    return site.model.graph.reshape(input.value, to: Shape([input.shape[0]] + target.dims))
  }

  package func axisOrigin(
    _ axis: Int, of result: TensorType, from inputs: [TensorType]
  ) -> AxisOrigin? {
    axis == 0 ? .input(0, axis: 0) : .key(Self.shapeKey.name)
  }

  /// The wanted sizes with the first one changed so that the count is right, where that can be.
  private func repair(_ count: Int?) -> [Int]? {
    guard let count else { return nil }
    for axis in sizes.indices {
      var others = 1
      for (index, size) in sizes.enumerated() where index != axis {
        let (product, overflow) = others.multipliedReportingOverflow(by: size)
        guard !overflow else { return nil }
        others = product
      }
      if others > 0, count % others == 0, count / others > 0 {
        var repaired = sizes
        repaired[axis] = count / others
        return repaired
      }
    }
    return nil
  }
}

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
  package static let keepsValues = true

  static let shapeKey = Key(
    "shape", .list(ValueType<Dim>.varyingSize, of: "a list of sizes without the batch"),
    doc: "Sizes after the batch.")
  package static let table = KeyTable(
    "the layer `reshape`", main: "shape", [AnyKey(shapeKey)])

  let sizes: [Dim]

  package init(_ arguments: Arguments) throws(Poisoned) {
    sizes = try arguments.value(Self.shapeKey)
  }

  package func build(at site: LayerSite) throws(LayerError) -> Value {
    let input = site.input
    let target = Shape(sizes)
    if sizes.count > 1, sizes[0] == input.shape[0], sizes[0].constant == nil {
      // The batch is not to be written.
      throw .elementCounts(input, target: target, repair: Shape(Array(sizes.dropFirst())))
    }
    let (have, want): (Dim, Dim)
    do throws(ShapeError) {
      have = try site.model.graph.context.product(input.shape.dims.dropFirst(), of: input.operand)
      want = try site.model.graph.context.product(target.dims)
    } catch { throw .shape(error) }
    try site.require(.equal(want, have), of: input) {
      .elementCounts(input, target: target, repair: repair(have))
    }
    return site.model.graph.reshape(input.value, to: Shape([input.shape[0]] + target.dims))
  }

  package func axisOrigin(
    _ axis: Int, of result: TensorType, from inputs: [TensorType]
  ) -> AxisOrigin? {
    axis == 0 ? .input(0, axis: 0) : .key(Self.shapeKey.name)
  }

  /// The wanted sizes with the first one changed so that the count is right, where that can be.
  private func repair(_ count: Dim) -> Shape? {
    for axis in sizes.indices {
      do throws(SizeError) {
        var others = Dim(1)
        for (index, size) in sizes.enumerated() where index != axis {
          others = try others.multiplied(by: size)
        }
        let repaired = try count.floorDivided(by: others)
        guard try repaired.multiplied(by: others) == count, repaired != 0 else { continue }
        var shape = Shape(sizes)
        shape.dims[axis] = repaired
        return shape
      } catch { continue }
    }
    return nil
  }
}

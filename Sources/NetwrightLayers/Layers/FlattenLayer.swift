import NetwrightIR
import NetwrightOps
import NetwrightSchema
import NetwrightTensor

/// Joins all axes but the batch, in row-major order: height, width, channels.
///
/// - Shapes: `[batch, a, b, …]` → `[batch, a·b·…]`.
package struct FlattenLayer: Layer {
  package static let keyword = "flatten"
  package static let doc =
    "Joins all axes but the batch in row-major order: `[batch, a, b, c]` → `[batch, a·b·c]`."
  package static let example = "- flatten"
  package static let exampleInput = "f32[batch, 4, 4, 2]"
  package static let keepsValues = true
  package static let table = KeyTable("the layer `flatten`", [])

  package init(_ arguments: Arguments) throws(Poisoned) {}

  package func build(at site: LayerSite) throws(LayerError) -> Value {
    let input = site.input
    guard input.rank >= 1 else {
      throw .rank(input, needed: .rows)
    }
    let features: Dim
    do throws(ShapeError) {
      features = try site.model.graph.context.product(
        input.shape.dims.dropFirst(), of: input.operand)
    } catch { throw .shape(error) }
    return site.model.graph.reshape(input.value, to: Shape([input.shape[0], features]))
  }

  package func axisOrigin(
    _ axis: Int, of result: TensorType, from inputs: [TensorType]
  ) -> AxisOrigin? {
    guard axis == 1, let first = inputs.first, first.rank > 1 else { return .input(0, axis: 0) }
    return first.rank == 2 ? .input(0, axis: 1) : .product(1..<first.rank)
  }
}

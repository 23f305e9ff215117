import NetwrightIR
import NetwrightOps
import NetwrightSchema

/// The mean over rows and columns.
///
/// - Shapes: `[batch, height, width, channels]` → `[batch, channels]`.
package struct GlobalAvgPool2DLayer: Layer {
  package static let keyword = "global_avg_pool2d"
  package static let doc =
    "The mean over rows and columns: `[batch, height, width, channels]` → `[batch, channels]`."
  package static let example = "- global_avg_pool2d"
  package static let exampleInput = "f32[batch, 8, 8, 2]"
  package static let table = KeyTable("the layer `global_avg_pool2d`", [])

  package init(_ arguments: Arguments) throws(Poisoned) {}

  package func build(at site: LayerSite) throws(LayerError) -> Value {
    let image = try site.image()
    return site.model.graph.mean(image.value, axes: [1, 2])
  }
}

import NetwrightIR
import NetwrightOps
import NetwrightSchema

/// The largest element of each window; padding never wins.
///
/// - Shapes: `[batch, height, width, channels]` → `[batch, rows, columns, channels]`.
package struct MaxPool2DLayer: Layer {
  package static let keyword = "max_pool2d"
  package static let doc =
    "The largest element of each window; padding never wins. `[batch, height, width, channels]` → "
    + "`[batch, rows, columns, channels]`."
  package static let example = "- max_pool2d: 2"
  package static let exampleInput = "f32[batch, 8, 8, 2]"

  package static let table = KeyTable(
    "the layer `max_pool2d`", main: PoolPlacement.windowKey.name, PoolPlacement.keys)

  let placement: WindowPlacement

  package init(_ arguments: Arguments) throws(Poisoned) {
    placement = try PoolPlacement.read(arguments)
  }

  package func build(at site: LayerSite) throws(LayerError) -> Value {
    let image = try site.image()
    let setting = try PoolPlacement.setting(placement, over: image, at: site)
    return try site.apply(MaximumPool(setting), [image.value])
  }
}

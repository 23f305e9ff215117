import NetwrightIR
import NetwrightOps
import NetwrightSchema

/// The mean of each window.
///
/// - Shapes: `[batch, height, width, channels]` → `[batch, rows, columns, channels]`.
package struct AvgPool2DLayer: Layer {
  package static let keyword = "avg_pool2d"
  package static let doc =
    "The mean of each window. `[batch, height, width, channels]` → "
    + "`[batch, rows, columns, channels]`."
  package static let example = "- avg_pool2d: 2"
  package static let exampleInput = "f32[batch, 8, 8, 2]"

  static let countsKey = Key(
    "counts_padding", .flag, default: true,
    doc: "Whether the divisor counts elements beyond the edge, as PyTorch does.")
  package static let table = KeyTable(
    "the layer `avg_pool2d`", main: "window",
    PoolPlacement.keys + [AnyKey(countsKey)])

  let placement: WindowPlacement
  let countsPadding: Bool

  package init(_ arguments: Arguments) throws(Poisoned) {
    placement = try PoolPlacement.read(arguments)
    countsPadding = try arguments.value(Self.countsKey)
  }

  package func build(at site: LayerSite) throws(LayerError) -> Value {
    let image = try site.image()
    let setting = try PoolPlacement.setting(placement, over: image, at: site)
    return try site.apply(
      AveragePool(setting, countIncludesPadding: countsPadding), [image.value])
  }
}

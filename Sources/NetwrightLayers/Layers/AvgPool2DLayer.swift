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

  static let windowKey = Key("window", .pair, doc: "Rows and columns of a window.")
  static let strideKey = Key(
    "stride", .optional(ValueType<Pair>.pair), default: nil,
    doc: "Distance from window to window; the window itself by default.")
  static let paddingKey = Key(
    "padding", .padding, default: .valid, doc: "How far windows reach over the edge.")
  static let countsKey = Key(
    "counts_padding", .flag, default: true,
    doc: "Whether the divisor counts elements beyond the edge, as PyTorch does.")
  package static let table = KeyTable(
    "the layer `avg_pool2d`", main: "window",
    [AnyKey(windowKey), AnyKey(strideKey), AnyKey(paddingKey), AnyKey(countsKey)])

  let placement: WindowPlacement
  let countsPadding: Bool

  package init(_ arguments: Arguments) throws(Poisoned) {
    let window = try arguments.value(Self.windowKey)
    placement = WindowPlacement(
      window: window, strides: try arguments.value(Self.strideKey) ?? window,
      padding: try arguments.value(Self.paddingKey))
    countsPadding = try arguments.value(Self.countsKey)
  }

  package func build(at site: LayerSite) throws(LayerError) -> Value {
    let image = try site.image()
    let setting = PoolSetting(
      size: placement.window.list, strides: placement.strides.list,
      padding: try placement.resolved(over: image, in: site.model.graph.context))
    return try site.apply(
      AveragePool(setting, countIncludesPadding: countsPadding), [image.value])
  }
}

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

  static let windowKey = Key("window", .pair, doc: "Rows and columns of a window.")
  static let strideKey = Key(
    "stride", .optional(ValueType<Pair>.pair), default: nil,
    doc: "Distance from window to window; the window itself by default.")
  static let paddingKey = Key(
    "padding", .padding, default: .valid, doc: "How far windows reach over the edge.")
  package static let table = KeyTable(
    "the layer `max_pool2d`", main: "window",
    [AnyKey(windowKey), AnyKey(strideKey), AnyKey(paddingKey)])

  let placement: WindowPlacement

  package init(_ arguments: Arguments) throws(Poisoned) {
    let window = try arguments.value(Self.windowKey)
    placement = WindowPlacement(
      window: window, strides: try arguments.value(Self.strideKey) ?? window,
      padding: try arguments.value(Self.paddingKey))
  }

  package func build(at site: LayerSite) throws(LayerError) -> Value {
    let image = try site.image()
    let setting = PoolSetting(
      size: placement.window.list, strides: placement.strides.list,
      padding: try placement.resolved(over: image, in: site.model.graph.context))
    return try site.apply(MaximumPool(setting), [image.value])
  }
}

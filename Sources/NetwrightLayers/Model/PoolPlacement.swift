import NetwrightOps
import NetwrightSchema

/// What all layers that pool over windows are told alike.
enum PoolPlacement {
  static let windowKey = Key("window", .pair, doc: "Rows and columns of a window.")
  static let strideKey = Key(
    "stride", .optional(ValueType<Pair>.pair), default: nil,
    doc: "Distance from window to window; the window itself by default.")
  static let paddingKey = Key(
    "padding", .padding, default: .valid, doc: "How far windows reach over the edge.")
  static let keys = [AnyKey(windowKey), AnyKey(strideKey), AnyKey(paddingKey)]

  static func read(_ arguments: Arguments) throws(Poisoned) -> WindowPlacement {
    let window = try arguments.value(windowKey)
    return WindowPlacement(
      window: window, strides: try arguments.value(strideKey) ?? window,
      padding: try arguments.value(paddingKey))
  }

  /// The placement over an image; an error where a window does not fit.
  static func setting(
    _ placement: WindowPlacement, over image: ModelTensor, at site: LayerSite
  ) throws(LayerError) -> PoolSetting {
    PoolSetting(
      size: placement.window.list, strides: placement.strides.list,
      padding: try placement.resolved(over: image, in: site.model.graph.context))
  }
}

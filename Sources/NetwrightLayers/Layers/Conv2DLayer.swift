import NetwrightIR
import NetwrightOps
import NetwrightSchema
import NetwrightTensor

/// Two-dimensional convolution over `[batch, height, width, channels]`; the filter is not flipped.
///
/// - Shapes: → `[batch, rows, columns, filters]`; `⌊(size + padding − extent)/stride⌋ + 1` rows.
/// - Parameters: `filter` `[kernel rows, kernel columns, channels/groups, filters]`, `bias`
///   `[filters]`, both U(±1/√fan_in) with fan_in = kernel · channels/groups.
package struct Conv2DLayer: Layer {
  package static let keyword = "conv2d"
  package static let doc =
    "Convolution: `[batch, height, width, channels]` → `[batch, rows, columns, filters]`. "
    + "Parameters: `filter` `[kernel rows, kernel columns, channels/groups, filters]` and `bias` "
    + "`[filters]`, both U(±1/√fan_in) at first."
  package static let example = "- conv2d: {filters: 4, kernel: 3, padding: same, activation: relu}"
  package static let exampleInput = "f32[batch, 8, 8, 2]"

  /// How channels are divided: independent groups, or each channel by itself.
  package enum Groups: Hashable, Sendable {
    case count(Int)
    case depthwise
  }

  static let filtersKey = Key(
    "filters", .optional(ValueType<Int>.size), default: nil,
    doc: "Channels of the result; as many as the input has with `groups: depthwise` by default.")
  static let kernelKey = Key("kernel", .pair, doc: "Rows and columns of the filter.")
  static let strideKey = Key(
    "stride", .pair, default: Pair(rows: 1, columns: 1), doc: "Distance from filter to filter.")
  static let paddingKey = Key(
    "padding", .padding, default: .valid, doc: "Zeros around the image.")
  static let dilationKey = Key(
    "dilation", .pair, default: Pair(rows: 1, columns: 1), doc: "Distance of a filter's elements.")
  static let groupsKey = Key(
    "groups", .groups, default: .count(1), doc: "Groups of channels that do not mix.")
  static let activationKey = Key(
    "activation", .activation, default: .none, doc: "Function of the result.")
  static let biasKey = Key("bias", .flag, default: true, doc: "Whether a vector is added.")
  static let initializerKey = Key(
    "initializer", .initializer, default: .fanInUniform, doc: "How the filter begins.")
  static let biasInitializerKey = Key(
    "bias_initializer", .initializer, default: .fanInUniform, doc: "How the bias begins.")
  package static let table = KeyTable(
    "the layer `conv2d`",
    [
      AnyKey(filtersKey), AnyKey(kernelKey), AnyKey(strideKey), AnyKey(paddingKey),
      AnyKey(dilationKey), AnyKey(groupsKey), AnyKey(activationKey), AnyKey(biasKey),
      AnyKey(initializerKey), AnyKey(biasInitializerKey),
    ])

  let filters: Int?
  let placement: WindowPlacement
  let groups: Groups
  package let activation: Activation
  let hasBias: Bool
  let initializer: WeightInitializer
  let biasInitializer: WeightInitializer

  package init(_ arguments: Arguments) throws(Poisoned) {
    filters = try arguments.value(Self.filtersKey)
    placement = WindowPlacement(
      window: try arguments.value(Self.kernelKey), strides: try arguments.value(Self.strideKey),
      dilations: try arguments.value(Self.dilationKey),
      padding: try arguments.value(Self.paddingKey))
    groups = try arguments.value(Self.groupsKey)
    activation = try arguments.value(Self.activationKey)
    hasBias = try arguments.value(Self.biasKey)
    initializer = try arguments.value(Self.initializerKey)
    biasInitializer = try arguments.value(Self.biasInitializerKey)
  }

  package func build(at site: LayerSite) throws(LayerError) -> Value {
    let image = try site.image()
    let channels = try site.size(3, of: image)
    let (groups, filters) = try division(of: channels, image)
    let padding = try placement.resolved(over: image, in: site.model.graph.context)
    let (rows, columns) = (placement.window.rows, placement.window.columns)
    let fanIn = try fanIn(channels: channels / groups, at: site)
    // As PyTorch and Keras count: the window over all filters, groups or not.
    let (fanOut, overflow) = filters.multipliedReportingOverflow(by: rows * columns)
    let filter = try site.parameter(
      "filter", [rows, columns, channels / groups, filters],
      initializer.value(fanIn: fanIn, fanOut: overflow ? .max : fanOut))
    let window = Window2D(
      strides: placement.strides.list, padding: padding, dilations: placement.dilations.list)
    let result = try site.apply(
      Convolution(ConvolutionSetting(window, groups: groups)), [image.value, filter])
    guard hasBias else { return activation(result, at: site) }
    let bias = try site.parameter(
      "bias", [filters], biasInitializer.value(fanIn: fanIn, fanOut: fanOut))
    return activation(site.addingVector(bias, to: result), at: site)
  }

  /// Elements of one filter, so few that operations can be counted.
  private func fanIn(channels: Int, at site: LayerSite) throws(LayerError) -> Int {
    var count = channels
    for size in placement.window.list {
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      guard !overflow, product <= 1 << 26 else {
        throw .tooLarge(
          tensor: "\(site.path).filter", shape: Shape(sizes: placement.window.list + [channels]))
      }
      count = product
    }
    return count
  }

  private func division(
    of channels: Int, _ image: ModelTensor
  ) throws(LayerError) -> (groups: Int, filters: Int) {
    switch groups {
    case .depthwise:
      let filters = filters ?? channels
      guard filters % channels == 0 else {
        throw .depthwise(image, channels: channels, filters: filters)
      }
      return (channels, filters)
    case .count(let groups):
      guard let filters else { throw .missingFilters(image) }
      guard channels % groups == 0, filters % groups == 0 else {
        throw .groups(image, groups: groups, channels: channels, filters: filters)
      }
      return (groups, filters)
    }
  }
}

extension ValueType where Value == Conv2DLayer.Groups {
  static var groups: ValueType {
    let name = "`depthwise` or a whole number from 1"
    let form = ValueForm.oneOf([.words(["depthwise"]), ValueType<Int>.size.form])
    return ValueType(name, form: form) { (written, decoder) throws(Poisoned) in
      let node = try decoder.resolved(written)
      if node.scalar?.text == "depthwise" { return .depthwise }
      return .count(try ValueType<Int>.size.decode(node, decoder))
    } text: { groups in
      if case .count(let count) = groups { "\(count)" } else { "depthwise" }
    }
  }
}

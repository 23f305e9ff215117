import NetwrightIR
import NetwrightTensor

/// The gradient of `average_pool`: each upstream element is spread evenly over its window. Of `x`
/// only the sizes count.
///
/// - Shapes: `x: [n, h, w, c]`, `upstream: [n, oh, ow, c]` → `[n, h, w, c]`.
/// - Dtype: `f32` (`f64` in the interpreter).
/// - Gradient: `∂upstream` is the average pool of `g`; `∂x` is none.
/// - Cost: one operation for each element of each window.
/// - Errors: `E0301` for another rank; `E0309` when the window does not fit; `E0313` for a window,
///   strides or padding out of range, padding from the window's size up included;
///   `E0303` when `upstream` is not what pooling makes of `x`.
package struct AveragePoolGradient: Op {
  package static let keyword = "average_pool_gradient"
  package static let traits: OpTraits = [.skeleton]
  package static let examples = [
    OpExample(
      AveragePoolGradient(PoolSetting(size: [2, 2], strides: [2, 2]), countIncludesPadding: true),
      [[2, 5, 4, 3], [2, 2, 2, 3]], result: [2, 5, 4, 3]),
    OpExample(
      AveragePoolGradient(
        PoolSetting(size: [2, 2], strides: [2, 2]), countIncludesPadding: false),
      [[2, 5, 4, 3], [2, 2, 2, 3]], result: [2, 5, 4, 3]),
    OpExample(
      AveragePoolGradient(
        PoolSetting(size: [3, 2], strides: [2, 1], padding: [1, 0, 1, 1]),
        countIncludesPadding: true),
      [[1, 5, 3, 2], [1, 3, 3, 2]], result: [1, 5, 3, 2]),
    OpExample(
      AveragePoolGradient(
        PoolSetting(size: [3, 2], strides: [2, 1], padding: [1, 0, 1, 1]),
        countIncludesPadding: false),
      [[1, 5, 3, 2], [1, 3, 3, 2]], result: [1, 5, 3, 2]),
    OpExample(
      AveragePoolGradient(PoolSetting(size: [1, 1], strides: [1, 1]), countIncludesPadding: true),
      [[0, 1, 1, 1], [0, 1, 1, 1]], result: [0, 1, 1, 1]),
    OpExample(
      AveragePoolGradient(
        PoolSetting(size: [1, 1], strides: [1, 1]), countIncludesPadding: false),
      [[0, 1, 1, 1], [0, 1, 1, 1]], result: [0, 1, 1, 1]),
  ]

  package let setting: PoolSetting
  /// Whether padding counts as zeros that are averaged; else windows at the border are smaller.
  package let countIncludesPadding: Bool

  package init(_ setting: PoolSetting, countIncludesPadding: Bool) {
    self.setting = setting
    self.countIncludesPadding = countIncludesPadding
  }

  package init(attributes: AttributeReader) throws(AttributeError) {
    setting = try PoolSetting(attributes: attributes)
    countIncludesPadding = try attributes.flag("count_includes_padding")
  }

  package var attributes: [Attribute] {
    setting.attributes + [Attribute("count_includes_padding", .flag(countIncludesPadding))]
  }

  package func resultTypes(
    of inputs: [Operand], regions: [Graph], in context: ShapeContext
  ) throws(ShapeError) -> [TensorType] {
    try context.requireCount(inputs, 2)
    return [try setting.gradientType(input: inputs[0], upstream: inputs[1], in: context)]
  }

  package func gradient(at site: GradientSite, in graph: inout GraphBuilder) -> [Value?] {
    let spread = graph.averagePool(
      site.upstream, setting, countIncludesPadding: countIncludesPadding)
    return [nil, spread]
  }

  package func evaluate<Scalar: ReferenceScalar>(_ call: inout ReferenceCall<Scalar>) {
    let upstream = call.inputs[1]
    let area = setting.size.reduce(1, *)
    geometry(call.inputTypes).forEachWindow { result, elements in
      let share = upstream[result] / Scalar(countIncludesPadding ? area : elements.count)
      for element in elements { call.results[0][element] += share }
    }
  }

  private func geometry(_ inputs: [TensorType]) -> PoolGeometry { setting.geometry(inputs[0]) }

  package func skeleton(inputs: [TensorType], results: [TensorType]) -> Skeleton? {
    .poolGradient(.average(countIncludesPadding: countIncludesPadding), geometry(inputs))
  }

  package func operationCount(inputs: [TensorType], results: [TensorType]) -> Int {
    geometry(inputs).operationCount
  }
}

extension GraphBuilder {
  package mutating func averagePoolGradient(
    _ x: Value, _ upstream: Value, _ setting: PoolSetting, countIncludesPadding: Bool = false
  ) -> Value {
    apply(AveragePoolGradient(setting, countIncludesPadding: countIncludesPadding), x, upstream)
  }
}

import NetwrightIR
import NetwrightTensor

/// The mean of each window.
///
/// - Shapes: `x: [n, h, w, c]` → `[n, oh, ow, c]`, where `oh` is
///   `⌊(h + top + bottom − window) / stride⌋ + 1`, and `ow` likewise.
/// - Dtype: `f32` (`f64` in the interpreter).
/// - Gradient: `average_pool_gradient`.
/// - Cost: one operation for each element of each window.
/// - Errors: `E0301` for another rank; `E0309` when the window does not fit; `E0313` for a window,
///   strides or padding out of range, padding from the window's size up included.
package struct AveragePool: Op {
  package static let keyword = "average_pool"
  package static let traits: OpTraits = [.skeleton, .epilogue]
  package static let examples = [
    OpExample(
      AveragePool(PoolSetting(size: [2, 2], strides: [2, 2]), countIncludesPadding: true),
      [[2, 5, 4, 3]], result: [2, 2, 2, 3]),
    OpExample(
      AveragePool(PoolSetting(size: [2, 2], strides: [2, 2]), countIncludesPadding: false),
      [[2, 5, 4, 3]], result: [2, 2, 2, 3]),
    OpExample(
      AveragePool(
        PoolSetting(size: [3, 2], strides: [2, 1], padding: [1, 0, 1, 1]),
        countIncludesPadding: true),
      [[1, 5, 3, 2]], result: [1, 3, 3, 2]),
    OpExample(
      AveragePool(
        PoolSetting(size: [3, 2], strides: [2, 1], padding: [1, 0, 1, 1]),
        countIncludesPadding: false),
      [[1, 5, 3, 2]], result: [1, 3, 3, 2]),
    OpExample(
      AveragePool(PoolSetting(size: [1, 1], strides: [1, 1]), countIncludesPadding: true),
      [[0, 1, 1, 1]], result: [0, 1, 1, 1]),
    OpExample(
      AveragePool(PoolSetting(size: [1, 1], strides: [1, 1]), countIncludesPadding: false),
      [[0, 1, 1, 1]], result: [0, 1, 1, 1]),
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
    try context.requireCount(inputs, 1)
    return [try setting.resultType(input: inputs[0], in: context)]
  }

  package func gradient(at site: GradientSite, in graph: inout GraphBuilder) -> [Value?] {
    let op = AveragePoolGradient(setting, countIncludesPadding: countIncludesPadding)
    return [graph.apply(op, site.inputs[0], site.upstream)]
  }

  package func evaluate<Scalar: ReferenceScalar>(_ call: inout ReferenceCall<Scalar>) {
    let input = call.inputs[0]
    let area = setting.size.reduce(1, *)
    geometry(call.inputTypes).forEachWindow { result, elements in
      let sum = elements.reduce(Scalar(0)) { $0 + input[$1] }
      call.results[0][result] = sum / Scalar(countIncludesPadding ? area : elements.count)
    }
  }

  private func geometry(_ inputs: [TensorType]) -> PoolGeometry { setting.geometry(inputs[0]) }

  package func skeleton(inputs: [TensorType], results: [TensorType]) -> Skeleton? {
    .pool(.average(countIncludesPadding: countIncludesPadding), geometry(inputs))
  }

  package func operationCount(inputs: [TensorType], results: [TensorType]) -> Int {
    geometry(inputs).operationCount
  }
}

extension GraphBuilder {
  package mutating func averagePool(
    _ x: Value, _ setting: PoolSetting, countIncludesPadding: Bool = false
  ) -> Value {
    apply(AveragePool(setting, countIncludesPadding: countIncludesPadding), x)
  }
}

import NetwrightIR
import NetwrightTensor

/// The largest element of each window; padding counts as −∞, NaN wins over any number.
///
/// - Shapes: `x: [n, h, w, c]` → `[n, oh, ow, c]`, where `oh` is
///   `⌊(h + top + bottom − window) / stride⌋ + 1`, and `ow` likewise.
/// - Dtype: `f32` (`f64` in the interpreter).
/// - Gradient: `max_pool_gradient`.
/// - Cost: one operation for each element of each window.
/// - Errors: `E0301` for another rank; `E0309` when the window does not fit; `E0313` for a window,
///   strides or padding out of range, padding from the window's size up included.
package struct MaximumPool: Op {
  package static let keyword = "max_pool"
  package static let traits: OpTraits = [.skeleton, .epilogue, .kinked]
  package static let examples = [
    OpExample(
      MaximumPool(PoolSetting(size: [2, 2], strides: [2, 2])),
      [[2, 5, 4, 3]], result: [2, 2, 2, 3]),
    OpExample(
      MaximumPool(PoolSetting(size: [3, 2], strides: [2, 1], padding: [1, 0, 1, 1])),
      [[1, 5, 3, 2]], result: [1, 3, 3, 2]),
    OpExample(
      MaximumPool(PoolSetting(size: [1, 1], strides: [1, 1])),
      [[0, 1, 1, 1]], result: [0, 1, 1, 1]),
  ]

  package let setting: PoolSetting

  package init(_ setting: PoolSetting) { self.setting = setting }

  package init(attributes: AttributeReader) throws(AttributeError) {
    setting = try PoolSetting(attributes: attributes)
  }

  package var attributes: [Attribute] { setting.attributes }

  package func resultTypes(
    of inputs: [Operand], regions: [Graph], in context: ShapeContext
  ) throws(ShapeError) -> [TensorType] {
    try context.requireCount(inputs, 1)
    return [try setting.resultType(input: inputs[0], in: context)]
  }

  package func gradient(at site: GradientSite, in graph: inout GraphBuilder) -> [Value?] {
    [graph.apply(MaximumPoolGradient(setting), site.inputs[0], site.upstream)]
  }

  package func evaluate<Scalar: ReferenceScalar>(_ call: inout ReferenceCall<Scalar>) {
    let input = call.inputs[0]
    geometry(call.inputTypes).forEachWindow { result, elements in
      call.results[0][result] = elements.reduce(-.infinity) {
        ScalarFunction.maximum.evaluate($0, input[$1], 0)
      }
    }
  }

  private func geometry(_ inputs: [TensorType]) -> PoolGeometry { setting.geometry(inputs[0]) }

  package func skeleton(inputs: [TensorType], results: [TensorType]) -> Skeleton? {
    .pool(.maximum, geometry(inputs))
  }

  package func operationCount(inputs: [TensorType], results: [TensorType]) -> Int {
    geometry(inputs).operationCount
  }
}

extension GraphBuilder {
  package mutating func maximumPool(_ x: Value, _ setting: PoolSetting) -> Value {
    apply(MaximumPool(setting), x)
  }
}

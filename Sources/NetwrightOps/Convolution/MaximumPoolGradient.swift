import NetwrightIR
import NetwrightTensor

/// The gradient of `max_pool`: each upstream element goes to the first maximum of its window, in
/// row-major order; the first NaN counts as one.
///
/// - Shapes: `x: [n, h, w, c]`, `upstream: [n, oh, ow, c]` → `[n, h, w, c]`.
/// - Dtype: `f32` (`f64` in the interpreter).
/// - Gradient: none; it ends differentiation.
/// - Cost: one operation for each element of each window.
/// - Errors: `E0301` for another rank; `E0309` when the window does not fit; `E0313` for a window,
///   strides or padding out of range, padding from the window's size up included;
///   `E0303` when `upstream` is not what pooling makes of `x`.
package struct MaximumPoolGradient: Op {
  package static let keyword = "max_pool_gradient"
  package static let traits: OpTraits = [.skeleton, .opaqueToGradient]
  package static let examples = [
    OpExample(
      MaximumPoolGradient(PoolSetting(size: [2, 2], strides: [2, 2])),
      [[2, 5, 4, 3], [2, 2, 2, 3]], result: [2, 5, 4, 3]),
    OpExample(
      MaximumPoolGradient(PoolSetting(size: [3, 2], strides: [2, 1], padding: [1, 0, 1, 1])),
      [[1, 5, 3, 2], [1, 3, 3, 2]], result: [1, 5, 3, 2]),
    OpExample(
      MaximumPoolGradient(PoolSetting(size: [1, 1], strides: [1, 1])),
      [[0, 1, 1, 1], [0, 1, 1, 1]], result: [0, 1, 1, 1]),
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
    try context.requireCount(inputs, 2)
    return [try setting.gradientType(input: inputs[0], upstream: inputs[1], in: context)]
  }

  package func evaluate<Scalar: ReferenceScalar>(_ call: inout ReferenceCall<Scalar>) {
    let (input, upstream) = (call.inputs[0], call.inputs[1])
    geometry(call.inputTypes).forEachWindow { result, elements in
      guard var best = elements.first else { return }
      for element in elements where !input[best].isNaN && !(input[element] <= input[best]) {
        best = element
      }
      call.results[0][best] += upstream[result]
    }
  }

  private func geometry(_ inputs: [TensorType]) -> PoolGeometry { setting.geometry(inputs[0]) }

  package func skeleton(inputs: [TensorType], results: [TensorType]) -> Skeleton? {
    .poolGradient(.maximum, geometry(inputs))
  }

  package func operationCount(inputs: [TensorType], results: [TensorType]) -> Int {
    geometry(inputs).operationCount
  }
}

extension GraphBuilder {
  package mutating func maximumPoolGradient(
    _ x: Value, _ upstream: Value, _ setting: PoolSetting
  ) -> Value {
    apply(MaximumPoolGradient(setting), x, upstream)
  }
}

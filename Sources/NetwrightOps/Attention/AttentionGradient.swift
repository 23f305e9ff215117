import NetwrightIR
import NetwrightTensor

/// The gradient of `attention` with respect to its packed operand.
///
/// With `p = e^(score − log-sum-exp)` and `g` the upstream: `∂v = pᵀ·g`,
/// `∂score = p ∘ (g·vᵀ − Σ g ∘ result)`, `∂q = ∂score·k / √headWidth`, `∂k = ∂scoreᵀ·q / √headWidth`
/// (Dao et al., 2022, appendix B).
///
/// - Shapes: `packed: [batch, positions, 3 · width]`, `results: [batch, positions, width]`,
///   `log_sum_exp: [batch, heads, positions]`, `upstream` as `results` → as `packed`.
/// - Dtype: `f32` (`f64` in the interpreter).
/// - Gradient: none; it ends differentiation.
/// - Cost: `10 · headWidth` operations and one exponential for each pair of positions that see each
///   other.
/// - Errors: those of `attention`; `E0303` when another operand is not what it makes of `packed`.
package struct AttentionGradient: Op {
  package static let keyword = "attention_gradient"
  package static let traits: OpTraits = [.skeleton, .opaqueToGradient]
  package static let examples = [
    AttentionGradient.example(2, 5, heads: 2, headWidth: 3, isCausal: true),
    AttentionGradient.example(1, 4, heads: 1, headWidth: 2, isCausal: false),
    AttentionGradient.example(1, 1, heads: 3, headWidth: 1, isCausal: true),
    AttentionGradient.example(1, 19, heads: 1, headWidth: 17, isCausal: true),
    AttentionGradient.example(0, 3, heads: 1, headWidth: 2, isCausal: false),
  ]

  private static func example(
    _ batch: Int, _ positions: Int, heads: Int, headWidth: Int, isCausal: Bool
  ) -> OpExample {
    let width = heads * headWidth
    let packed = TensorType(sizes: [batch, positions, 3 * width])
    let results = TensorType(sizes: [batch, positions, width])
    return OpExample(
      AttentionGradient(AttentionSetting(heads: heads, isCausal: isCausal)),
      [packed, results, TensorType(sizes: [batch, heads, positions]), results],
      results: [packed])
  }

  package let setting: AttentionSetting

  package init(_ setting: AttentionSetting) { self.setting = setting }

  package init(attributes: AttributeReader) throws(AttributeError) {
    setting = try AttentionSetting(attributes: attributes)
  }

  package var attributes: [Attribute] { setting.attributes }

  package func resultTypes(
    of inputs: [Operand], regions: [Graph], in context: ShapeContext
  ) throws(ShapeError) -> [TensorType] {
    try context.requireCount(inputs, 4)
    let types = try setting.resultTypes(packed: inputs[0], in: context)
    for operand in inputs.dropFirst() { try context.requireFloat(operand) }
    try context.requireSameShape(Operand(types.results), inputs[1])
    try context.requireSameShape(Operand(types.logSumExp), inputs[2])
    try context.requireSameShape(Operand(types.results), inputs[3])
    return [inputs[0].type]
  }

  package func evaluate<Scalar: ReferenceScalar>(_ call: inout ReferenceCall<Scalar>) {
    let geometry = setting.geometry(packed: call.inputTypes[0])
    let (packed, results) = (call.inputs[0].elements, call.inputs[1].elements)
    let (logSumExp, upstream) = (call.inputs[2].elements, call.inputs[3].elements)
    let width = geometry.headWidth
    let scale = 1 / Scalar(width).squareRoot()
    geometry.forEachQuery { batch, head, query in
      let row = geometry.row(batch: batch, head: head, position: query)
      let own = geometry.packedRow(0, batch: batch, head: head, position: query)
      let normalizer = logSumExp[geometry.place(batch: batch, head: head, position: query)]
      var level: Scalar = 0
      for feature in row..<row + width { level += upstream[feature] * results[feature] }
      let scores = geometry.scores(packed, batch: batch, head: head, query: query)
      for (key, score) in scores.enumerated() {
        let keyRow = geometry.packedRow(1, batch: batch, head: head, position: key)
        let valueRow = geometry.packedRow(2, batch: batch, head: head, position: key)
        let weight = Scalar.apply(.exponential, score - normalizer)
        var slope: Scalar = 0
        for feature in 0..<width { slope += upstream[row + feature] * packed[valueRow + feature] }
        slope = weight * (slope - level) * scale
        for feature in 0..<width {
          call.results[0][own + feature] += slope * packed[keyRow + feature]
          call.results[0][keyRow + feature] += slope * packed[own + feature]
          call.results[0][valueRow + feature] += weight * upstream[row + feature]
        }
      }
    }
  }

  package func skeleton(inputs: [TensorType], results: [TensorType]) -> Skeleton? {
    .attentionGradient(setting.geometry(packed: inputs[0]))
  }

  package func operationCount(inputs: [TensorType], results: [TensorType]) -> Int {
    let geometry = setting.geometry(packed: inputs[0])
    return saturatingProduct([geometry.pairCount, 10, geometry.headWidth])
  }
}

extension GraphBuilder {
  package mutating func attentionGradient(
    packed: Value, results: Value, logSumExp: Value, upstream: Value, _ setting: AttentionSetting
  ) -> Value {
    apply(AttentionGradient(setting), list: [packed, results, logSumExp, upstream])[0]
  }
}

import NetwrightIR
import NetwrightTensor

/// Multi-head self-attention `softmax(q · kᵀ / √headWidth) · v` (Vaswani et al., 2017), head by head.
///
/// Queries, keys and values stand one after the other in the last axis of one tensor, head `h` in the
/// columns `h · headWidth ..< (h + 1) · headWidth` of each: what one projection makes, so that nothing
/// is transposed. Dropout of the probabilities is not part of it.
///
/// - Shapes: `packed: [batch, positions, 3 · width]` → results `[batch, positions, width]` and
///   log-sum-exp `[batch, heads, positions]`, the logarithm of what each row was divided by, in
///   natural units; `headWidth = width / heads`.
/// - Dtype: `f32` (`f64` in the interpreter).
/// - Gradient: `attention_gradient`, which computes the probabilities again. The log-sum-exp is there
///   for it alone: it passes no gradient on.
/// - Cost: `4 · headWidth` operations and one exponential for each pair of positions that see each
///   other; no matrix of scores in memory (Dao et al., 2022).
/// - Errors: `E0301` for another rank; `E0305` for other elements; `E0313` when `heads` does not
///   divide a third of the last axis.
package struct Attention: Op {
  package static let keyword = "attention"
  package static let traits: OpTraits = [.skeleton]
  package static let examples = [
    Attention.example(2, 5, heads: 2, headWidth: 3, isCausal: true),
    Attention.example(1, 4, heads: 1, headWidth: 2, isCausal: false),
    Attention.example(1, 1, heads: 3, headWidth: 1, isCausal: true),
    Attention.example(1, 19, heads: 1, headWidth: 17, isCausal: true),
    Attention.example(0, 3, heads: 1, headWidth: 2, isCausal: false),
    Attention.example(2, 0, heads: 2, headWidth: 1, isCausal: true),
  ]

  private static func example(
    _ batch: Int, _ positions: Int, heads: Int, headWidth: Int, isCausal: Bool
  ) -> OpExample {
    let width = heads * headWidth
    return OpExample(
      Attention(AttentionSetting(heads: heads, isCausal: isCausal)),
      [TensorType(sizes: [batch, positions, 3 * width])],
      results: [
        TensorType(sizes: [batch, positions, width]), TensorType(sizes: [batch, heads, positions]),
      ])
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
    try context.requireCount(inputs, 1)
    let types = try setting.resultTypes(packed: inputs[0], in: context)
    return [types.results, types.logSumExp]
  }

  package func gradient(at site: GradientSite, in graph: inout GraphBuilder) -> [Value?] {
    guard let upstream = site.upstreams[0], site.results.count == 2 else { return [nil] }
    return [
      graph.attentionGradient(
        packed: site.inputs[0], results: site.results[0], logSumExp: site.results[1],
        upstream: upstream, setting)
    ]
  }

  package func evaluate<Scalar: ReferenceScalar>(_ call: inout ReferenceCall<Scalar>) {
    let geometry = setting.geometry(packed: call.inputTypes[0])
    let packed = call.inputs[0].elements
    geometry.forEachQuery { batch, head, query in
      let scores = geometry.scores(packed, batch: batch, head: head, query: query)
      let top = scores.reduce(-Scalar.infinity) { $1 > $0 ? $1 : $0 }
      let weights = scores.map { Scalar.apply(.exponential, $0 - top) }
      let sum = weights.reduce(0, +)
      let place = geometry.place(batch: batch, head: head, position: query)
      call.results[1][place] = top + Scalar.apply(.logarithm, sum)
      let target = geometry.row(batch: batch, head: head, position: query)
      for (key, weight) in weights.enumerated() {
        let source = geometry.packedRow(2, batch: batch, head: head, position: key)
        for feature in 0..<geometry.headWidth {
          call.results[0][target + feature] += weight / sum * packed[source + feature]
        }
      }
    }
  }

  package func skeleton(inputs: [TensorType], results: [TensorType]) -> Skeleton? {
    .attention(setting.geometry(packed: inputs[0]))
  }

  package func operationCount(inputs: [TensorType], results: [TensorType]) -> Int {
    let geometry = setting.geometry(packed: inputs[0])
    return saturatingProduct([geometry.pairCount, 4, geometry.headWidth])
  }
}

extension GraphBuilder {
  /// The results of attention; see `Attention`.
  package mutating func attention(_ packed: Value, heads: Int, isCausal: Bool) -> Value {
    apply(Attention(AttentionSetting(heads: heads, isCausal: isCausal)), packed)
  }
}

import NetwrightDiagnostics
import NetwrightSchema

/// How the parameters of a layer are trained, as the keys beside its kind say.
package struct ParameterSetting: Hashable, Sendable {
  package var isFrozen: Bool
  /// The learning rate of the layer's parameters, in learning rates of the optimizer.
  package var learningRateScale: Double
  package var regularizer: Regularizer?

  package init(
    isFrozen: Bool = false, learningRateScale: Double = 1, regularizer: Regularizer? = nil
  ) {
    self.isFrozen = isFrozen
    self.learningRateScale = learningRateScale
    self.regularizer = regularizer
  }

  /// The setting of a layer within a block that has one itself: what is frozen stays so, scales
  /// multiply, and the inner regularizer stands instead of the outer.
  package func within(_ outer: ParameterSetting) -> ParameterSetting {
    ParameterSetting(
      isFrozen: isFrozen || outer.isFrozen,
      learningRateScale: learningRateScale * outer.learningRateScale,
      regularizer: regularizer ?? outer.regularizer)
  }
}

/// A penalty `l1 · Σ|w| + l2 · Σw²` on each weight of at least two axes, as Keras adds it for
/// kernels; biases and other vectors go free.
package struct Regularizer: Hashable, Sendable {
  package let l1: Double
  package let l2: Double
  package let span: Span

  static let l1Key = Key(
    "l1", .optional(ValueType<Double>.number(.positive)), default: nil,
    doc: "Factor of the sum of magnitudes.")
  static let l2Key = Key(
    "l2", .optional(ValueType<Double>.number(.positive)), default: nil,
    doc: "Factor of the sum of squares, without a half.")
  package static let table = KeyTable("a regularizer", [AnyKey(l1Key), AnyKey(l2Key)])

  /// `{l2: 0.0001}`.
  package var text: String {
    let parts = [("l1", l1), ("l2", l2)].filter { $0.1 > 0 }
    return "{" + parts.map { "\($0.0): \($0.1)" }.joined(separator: ", ") + "}"
  }
}

extension ValueType where Value == Regularizer {
  package static var regularizer: ValueType {
    let name = "a regularizer such as {l2: 1e-4}"
    return ValueType(name, form: .section(.regularizer)) { (node, decoder) throws(Poisoned) in
      guard node.mapping != nil else { throw decoder.mismatch(node, expecting: name) }
      let keys = try Regularizer.table.decode(node, at: node.useSpan, decoder)
      let (l1, l2) = (try keys.value(Regularizer.l1Key), try keys.value(Regularizer.l2Key))
      if l1 == nil, l2 == nil, keys.hasUnknownKeys { throw Poisoned() }
      guard l1 != nil || l2 != nil else {
        throw decoder.report(
          Diagnostic("E0102", "the regularizer lacks `l1` or `l2`", at: node.useSpan)
            .expected(name).found("neither"))
      }
      return Regularizer(l1: l1 ?? 0, l2: l2 ?? 0, span: node.useSpan)
    } text: {
      $0.text
    }
  }
}

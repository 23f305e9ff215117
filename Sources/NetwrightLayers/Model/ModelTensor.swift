import NetwrightDiagnostics
import NetwrightIR
import NetwrightTensor

/// A tensor of the model while it is being built: its value, its type and who made it.
package struct ModelTensor: Sendable {
  package let value: Value
  package let type: TensorType
  /// Integers lie in `0..<bound`.
  package let bound: Int?
  /// "`dense_1`" or "the input `image`".
  package let maker: String
  package let span: Span
  /// The activation that the tensor comes out of; "" where it is none.
  package let activation: String
  /// The layer that applies it.
  package let activationSpan: Span
  /// Its number in the `TensorHistory` of the model.
  package let record: Int?

  package init(
    value: Value, type: TensorType, bound: Int? = nil, maker: String, span: Span,
    activation: String = "", activationSpan: Span? = nil, record: Int? = nil
  ) {
    self.value = value
    self.type = type
    self.bound = bound
    self.maker = maker
    self.span = span
    self.activation = activation
    self.activationSpan = activationSpan ?? span
    self.record = record
  }

  /// The same tensor under the name of a block that takes it, or whose result it is.
  package func handedOn(by maker: String, span: Span) -> ModelTensor {
    ModelTensor(
      value: value, type: type, bound: bound, maker: maker, span: span, activation: activation,
      activationSpan: activationSpan, record: record)
  }

  /// The type with the range of indices.
  package var typeText: String { bound.map { "\(type) in 0..<\($0)" } ?? "\(type)" }
  /// What is between the quotes of `maker`: `dense_1`, `image`.
  package var makerName: String {
    let parts = maker.split(separator: "`", omittingEmptySubsequences: false)
    return parts.count > 1 ? String(parts[1]) : maker
  }
  /// "`dense_1` makes f32[batch, 10]".
  package var sentence: String {
    "\(maker) \(maker.hasPrefix("the ") ? "is" : "makes") \(typeText)"
  }
  package var shape: Shape { type.shape }
  package var rank: Int { type.rank }
  package var operand: Operand { Operand(type, span: span) }
}

import NetwrightIR
import NetwrightTensor

/// An op that stands for a graph of simpler ones. Interpreter and autodiff go through
/// `decompose`; a backend may take the whole.
package protocol CompositeOp: Op {}

extension CompositeOp {
  package static var traits: OpTraits { [.composite] }

  package func evaluate<Scalar: ReferenceScalar>(_ call: inout ReferenceCall<Scalar>) {
    // The interpreter evaluates the decomposition.
  }
}

extension GraphBuilder {
  /// One number for each row of the last axis, repeated along it to the shape of `x`.
  mutating func alongRows(_ row: Value, like x: Value) -> Value {
    unreduced(row, like: x, axes: [type(of: x).rank - 1])
  }

  /// A vector over the last axis, repeated along all others to the shape of `x`.
  mutating func alongColumns(_ vector: Value, like x: Value) -> Value {
    let shape = type(of: x).shape
    return broadcast(vector, to: shape, axes: [shape.rank - 1])
  }

  mutating func scaled(_ x: Value, by factor: Double) -> Value {
    multiply(x, constant(factor, like: x))
  }

  mutating func shifted(_ x: Value, by offset: Double) -> Value {
    add(x, constant(offset, like: x))
  }

  /// `x` less the maximum of its row, which is a constant to differentiation.
  mutating func belowRowMaximum(_ x: Value) -> Value {
    let largest = stopGradient(reduceMaximum(x, axes: [type(of: x).rank - 1]))
    return subtract(x, alongRows(largest, like: x))
  }
}

extension ShapeContext {
  /// One float operand with a last axis.
  func requireRows(_ operand: Operand) throws(ShapeError) {
    try requireFloat(operand)
    guard operand.rank >= 1 else { throw .rank(operand, expected: "at least one axis") }
  }

  /// A vector over the last axis of `operand`.
  func require(_ vector: Operand, alongLastAxisOf operand: Operand) throws(ShapeError) {
    try require(vector, dtype: operand.type.dtype)
    guard vector.rank == 1 else { throw .rank(vector, expected: "one axis") }
    let size = operand.shape[operand.rank - 1]
    try require(
      vector.shape[0], equals: size, of: vector,
      else: .sizesDiffer(vector, axis: 0, expected: size))
  }
}

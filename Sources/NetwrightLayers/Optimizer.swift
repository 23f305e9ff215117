import NetwrightIR
import NetwrightOps
import NetwrightSchema
import NetwrightTensor

/// An optimizer that a spec can name: one file each. Its formulas are graph nodes.
package protocol Optimizer: Sendable {
  static var keyword: String { get }
  static var doc: String { get }
  static var table: KeyTable { get }

  init(_ arguments: Arguments) throws(Poisoned)

  /// Suffixes of the tensors kept for each parameter, of its type, zero at first.
  var slots: [String] { get }

  /// The same with another learning rate: `factor` times its own.
  func scalingLearningRate(by factor: Double) -> Self

  /// The next parameter and slots; `step` is `i64[]`, counted from 1.
  func update(
    _ parameter: Value, gradient: Value, slots: [Value], step: Value, in graph: inout GraphBuilder
  ) -> (parameter: Value, slots: [Value])
}

extension Optimizer {
  static var learningRateKey: Key<Double> {
    Key("learning_rate", .number(.nonNegative), doc: "Size of a step.")
  }
  static func learningRateKey(_ fallback: Double) -> Key<Double> {
    Key("learning_rate", .number(.nonNegative), default: fallback, doc: "Size of a step.")
  }
}

/// Elementwise arithmetic of update formulas; every number becomes a constant of the graph.
extension GraphBuilder {
  /// `x · factor`; `x` itself for 1.
  mutating func scaled(_ x: Value, by factor: Double) -> Value {
    factor == 1 ? x : multiply(x, constant(factor, like: x))
  }

  /// `x + y · factor`.
  mutating func adding(_ y: Value, times factor: Double, to x: Value) -> Value {
    factor == 0 ? x : add(x, scaled(y, by: factor))
  }

  /// `1 − base^step` in f64, since 1 − 0.999 in f32 is off by 1e-5.
  mutating func biasCorrection(_ base: Double, _ step: Value) -> Value {
    let exponent = convert(step, to: .f64)
    let one = constant(1, .scalar(.f64))
    return subtract(one, power(constant(base, .scalar(.f64)), exponent))
  }

  /// A step scalar computed in f64, as f32 at every element of `x`.
  mutating func spread(_ scalar: Value, like x: Value) -> Value {
    let type = type(of: x)
    return broadcast(convert(scalar, to: type.dtype), to: type.shape, axes: [])
  }
}

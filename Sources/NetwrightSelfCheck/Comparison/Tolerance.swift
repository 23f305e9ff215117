/// How far an engine may be from the reference in `f64`.
package struct Tolerance: Sendable {
  /// Of losses: relative, and absolute.
  package let loss: (relative: Double, absolute: Double)
  /// Of gradients: |Δ| / |reference|, Euclidean, by tensor.
  package let gradient: Double
  /// What the noise of one element may be, relative to the largest root mean square of a gradient.
  package let noise: Double
  /// What the noise of one element may be relative to the loss, or 1 where that is less: functions
  /// that saturate lose gradients that are smaller.
  package let floor: Double
  /// The rounding of one stored element.
  package let epsilon: Double

  /// The same arithmetic in another order, in `f64`.
  package static let exact = Tolerance(
    loss: (1e-9, 1e-12), gradient: 1e-9, noise: 1e-9, floor: 1e-14, epsilon: 1e-12)
  /// After constants were folded, which rounds them to `f32`.
  package static let folded = Tolerance(
    loss: (2e-6, 1e-9), gradient: 1e-5, noise: 1e-6, floor: 1e-9, epsilon: 1e-7)
  /// `f32`, of a smooth graph.
  package static let smooth = Tolerance(
    loss: (1e-5, 1e-6), gradient: 1e-4, noise: 1e-5, floor: 0x1p-24, epsilon: 0x1p-23)
  /// `f32`, of a graph with kinks (ReLU, maximum pooling): where an operand is as good as at the
  /// kink, engines may be on either side of it.
  package static let kinked = Tolerance(
    loss: (1e-5, 1e-6), gradient: 5e-3, noise: 1e-5, floor: 0x1p-24, epsilon: 0x1p-23)

  /// Gradients smaller than this part of the largest one of their tensor may have any sign in the
  /// engine; optimizers that divide by their size make a whole step of it.
  var smallestCertain: Double { max(1e-4, 2 * gradient) }
}

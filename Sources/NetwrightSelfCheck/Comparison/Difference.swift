/// A tensor that an engine computes otherwise than the reference.
package struct Difference: Hashable, Sendable {
  package enum Quantity: Hashable, Sendable {
    case loss
    case gradient
    /// Of a parameter, optimizer slot or state.
    case valueAfterTwoUpdates
  }

  package let quantity: Quantity
  /// The tensor; `loss` for the loss.
  package let name: String
  /// From 1.
  package let step: Int
  /// The distance from the reference and what is allowed, both relative to the tensor.
  package let distance: Double
  package let allowed: Double
  /// The element that is off most, and its values.
  package let element: Int
  package let expected: Double
  package let found: Double

  /// `gradient of dense_1.weight in step 1`.
  package var title: String {
    switch quantity {
    case .loss: "loss of step \(step)"
    case .gradient: "gradient of \(name) in step \(step)"
    case .valueAfterTwoUpdates: "\(name) after two updates"
    }
  }
}

import NetwrightDiagnostics
import NetwrightTensor

/// A tensor that lives from step to step, as the driver and the summary need it.
package struct TensorInfo: Hashable, Sendable {
  /// `dense_1.weight`: the layer's path and what the tensor is to it.
  package let name: String
  /// Bound: parameters never depend on the batch.
  package let type: TensorType
  package let initializer: InitialValue
  package let isTrainable: Bool
  /// Factor of the optimizer's learning rate.
  package let learningRateScale: Double
  /// The layer in the spec.
  package let origin: Span
}

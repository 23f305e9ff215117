import NetwrightDiagnostics

/// What is missing of a model because something about it is wrong, which has been reported: names
/// that might stand for it give no errors.
struct ModelGaps: Sendable {
  /// An input or a target whose type could not be read.
  struct Tensor: Sendable {
    let name: String
    let kind: TensorScope.Kind
    let span: Span
  }

  var tensors: [Tensor] = []
  /// Whether there may be more inputs than are known.
  var lacksInputs = false
  /// Whether there may be more targets.
  var lacksTargets = false
  /// Targets of losses that have been reported to be missing.
  var reportedTargets: Set<String> = []
  /// Whether a name in a formula may be that of a dimension.
  var lacksDims = false
  /// Whether layers may be missing, so that nothing can be built.
  var lacksLayers = false
  /// Whether an output that the model declares is missing.
  var lacksOutputs = false
}

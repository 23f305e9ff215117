import NetwrightLayers

/// What a model has got since a moment: the parameters and states of a layer, or of a block.
struct ModelGrowth {
  private let model: ModelGraph
  private let parameterCount: Int
  private let stateCount: Int

  /// From now on.
  init(of model: ModelGraph) {
    self.model = model
    parameterCount = model.parameters.count
    stateCount = model.states.count
  }

  var parameters: ArraySlice<TensorInfo> { model.parameters[parameterCount...] }
  var hasStates: Bool { model.states.count > stateCount }

  // The sums were checked when the parameters were added.

  /// Elements of all parameters.
  var elements: Int { parameters.reduce(0) { $0 &+ $1.type.elementCount } }
  /// Of those that are not frozen.
  var trainable: Int {
    parameters.reduce(0) { $1.isTrainable ? $0 &+ $1.type.elementCount : $0 }
  }
}

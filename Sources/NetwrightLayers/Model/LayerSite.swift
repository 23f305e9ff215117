import NetwrightDiagnostics
import NetwrightIR
import NetwrightOps
import NetwrightTensor

/// Where a layer is built: its inputs, its name, and the graph it adds to.
package struct LayerSite {
  package let model: ModelGraph
  /// `dense_1`, or the name that the spec gives.
  package let path: String
  package let span: Span
  package let inputs: [ModelTensor]

  package init(model: ModelGraph, path: String, span: Span, inputs: [ModelTensor]) {
    self.model = model
    self.path = path
    self.span = span
    self.inputs = inputs
  }

  package var input: ModelTensor { inputs[0] }
  package var isTraining: Bool { model.mode == .training }
  /// Whether the layer stays as it is: no parameter gets an update.
  package var isFrozen: Bool { model.setting.isFrozen }

  // MARK: Requirements

  /// The only input, which must hold floats and have axes of this form.
  package func floats(as form: InputForm) throws(LayerError) -> ModelTensor {
    guard input.type.dtype.isFloat else { throw .elementType(input, needed: .floats) }
    guard form.ranks.contains(input.rank) else { throw .rank(input, needed: form) }
    return input
  }

  /// The size of an axis, which must be a number for a parameter to have it.
  package func size(_ axis: Int, of tensor: ModelTensor) throws(LayerError) -> Int {
    guard let size = tensor.shape[axis].constant else { throw .unboundAxis(tensor, axis: axis) }
    return size
  }

  /// Passes where a claim about sizes holds for every admissible value.
  package func require(
    _ claim: SizeClaim, of tensor: ModelTensor, else error: () -> LayerError
  ) throws(LayerError) {
    let solver = model.graph.context.solver
    switch solver.truth(of: claim) {
    case .yes: return
    case .no: throw error()
    case .inconclusive:
      throw .shape(.inconclusive(solver.advice(on: claim), at: tensor.operand))
    }
  }

  /// Another input must have the type of the first one, but for the size of one axis. Nothing is
  /// broadcast, and two sizes that may differ are not taken for one.
  package func requireEqualSizes(
    _ other: ModelTensor, except free: Int? = nil
  ) throws(LayerError) {
    let misfit = LayerError.sizesDiffer(input, other, except: free)
    guard other.type.dtype == input.type.dtype, other.rank == input.rank else { throw misfit }
    for axis in 0..<input.rank where axis != free {
      try require(.equal(other.shape[axis], input.shape[axis]), of: other) { misfit }
    }
  }

  // MARK: Tensors that live from step to step

  package func parameter(
    _ name: String, _ sizes: [Int], _ initializer: InitialValue
  ) throws(LayerError) -> Value {
    try model.add(
      info(name, sizes, initializer, isTrainable: !isFrozen),
      role: isFrozen ? .frozen : .parameter)
  }

  package func state(
    _ name: String, _ sizes: [Int], _ initializer: InitialValue
  ) throws(LayerError) -> Value {
    try model.add(info(name, sizes, initializer, isTrainable: false), role: .state)
  }

  package func update(_ name: String, _ value: Value) { model.update("\(path).\(name)", value) }

  private func info(
    _ name: String, _ sizes: [Int], _ initializer: InitialValue, isTrainable: Bool
  ) -> TensorInfo {
    TensorInfo(
      name: "\(path).\(name)", type: TensorType(sizes: sizes), initializer: initializer,
      isTrainable: isTrainable, learningRateScale: model.setting.learningRateScale, origin: span)
  }

  /// The inputs `seed` and `step`, which all random numbers depend on.
  func randomCounters() -> (seed: Value, step: Value) { model.randomCounters() }

  // MARK: Common steps

  /// Applies `body` to the rows of a tensor as a matrix `[rows, features]`, and gives what it makes
  /// the leading axes of the tensor.
  package func perRow(
    _ value: Value, _ body: (_ rows: Value) -> Value
  ) throws(LayerError) -> Value {
    let shape = model.graph.type(of: value).shape
    guard shape.rank > 2 else { return body(value) }
    let leading = Array(shape.dims.dropLast())
    let rows: Dim
    do throws(ShapeError) {
      rows = try model.graph.context.product(leading, of: input.operand)
    } catch { throw .shape(error) }
    let made = body(model.graph.reshape(value, to: Shape([rows, shape[shape.rank - 1]])))
    let width = model.graph.type(of: made).shape[1]
    return model.graph.reshape(made, to: Shape(leading + [width]))
  }

  /// Adds a vector along the last axis.
  package func addingVector(_ vector: Value, to value: Value) -> Value {
    let shape = model.graph.type(of: value).shape
    let repeated = model.graph.broadcast(vector, to: shape, axes: [shape.rank - 1])
    return model.graph.add(value, repeated)
  }
}

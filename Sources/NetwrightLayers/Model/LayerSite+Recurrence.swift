import NetwrightIR
import NetwrightOps
import NetwrightTensor

/// Steps that recurrent layers have in common.
extension LayerSite {
  func sequence() throws(LayerError) -> ModelTensor {
    try floats(as: .sequence)
  }

  /// Columns of the weights of all gates together.
  func width(_ units: Int, gates: Int) throws(LayerError) -> Int {
    let (width, overflow) = units.multipliedReportingOverflow(by: gates)
    if overflow { throw .tooLarge(tensor: "\(path).bias", shape: Shape(sizes: [units])) }
    return width
  }

  /// `x · weight + bias` with the positions first: a turn of a scan takes one of them for the whole
  /// batch.
  func projection(
    of input: ModelTensor, _ weight: Value, _ bias: Value
  ) throws(LayerError) -> Value {
    let steps = model.graph.transpose(input.value, [1, 0, 2])
    return try perRow(steps) { rows in
      addingVector(bias, to: model.graph.contract(rows, weight))
    }
  }
}

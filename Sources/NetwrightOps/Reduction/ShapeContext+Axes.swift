import NetwrightIR

extension ShapeContext {
  /// Axes stand in ascending order, each once, and exist.
  package func requireAscending(_ axes: [Int], of operand: Operand) throws(ShapeError) {
    var last = -1
    for axis in axes {
      guard axis > last, axis < operand.rank else { throw .axis(axis, operand) }
      last = axis
    }
  }
}

import NetwrightDiagnostics
import NetwrightTensor

/// A tensor as an op meets it: its type and the place in the spec that made it.
package struct Operand: Hashable, Sendable {
  package let type: TensorType
  package let span: Span?

  package init(_ type: TensorType, span: Span? = nil) {
    self.type = type
    self.span = span
  }

  package var shape: Shape { type.shape }
  package var rank: Int { type.rank }

  /// Rows and columns; an error where the rank is not 2.
  package func matrix() throws(ShapeError) -> (rows: Dim, columns: Dim) {
    guard rank == 2 else { throw .rank(self, expected: "a matrix") }
    return (shape[0], shape[1])
  }
}

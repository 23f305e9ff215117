/// Rows of data, addressed at random. Its inputs stand in the order of the program's.
public protocol BatchSource: Sendable {
  var rows: Int { get }

  /// Writes the given rows of `input` one behind the other. Values are within the slot's bound.
  func fill(rows: UnsafeBufferPointer<Int32>, input: Int, into target: UnsafeMutableRawPointer)
}

extension BatchSource {
  /// Fills every input of `program` with `rows`, whose count is the program's batch.
  func fill(_ rows: UnsafeBufferPointer<Int32>, of program: any Program) {
    for index in program.inputs.indices {
      fill(rows: rows, input: index, into: program.input(index))
    }
  }
}

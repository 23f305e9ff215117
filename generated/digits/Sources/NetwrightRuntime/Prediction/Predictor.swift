/// Runs a trained program forward over any number of rows, a batch at a time.
///
/// It writes into the memory of its program: nobody else may run that at the same time.
public struct Predictor {
  private let program: any Program
  /// Places in the program's `inputs` and `outputs`.
  private let inputs: [Int]
  private let outputs: [Int]
  /// What preprocessing learned in training, as it stands in the weights' file.
  public let statistics: [HostTensor]

  /// Loads weights into `program`.
  ///
  /// - `inputs`, `outputs`: places in the program's `inputs` and `outputs`; what is not among the
  ///   inputs (targets) is not written. The first size of each is the batch.
  /// - Throws: `FileError`, `SafetensorsError` or `CheckpointError`.
  public init(program: any Program, weights path: String, inputs: [Int], outputs: [Int]) throws {
    let checkpoint = try Checkpoint(path: path)
    try checkpoint.restore(into: program, path: path, needsOptimizer: false)
    statistics = checkpoint.statistics
    self.program = program
    self.inputs = inputs.filter { program.inputs.indices.contains($0) }
    self.outputs = outputs.filter { program.outputs.indices.contains($0) }
  }

  /// Predicts from one `InputValues` for each of the inputs, all with the same number of rows;
  /// gives the rows of each of the outputs. Rows do not influence each other.
  public func predict(_ values: InputValues...) throws(PredictionError) -> [[Float]] {
    let rows = try countRows(values)
    var results = [[Float]](repeating: [], count: outputs.count)
    for start in stride(from: 0, to: rows, by: program.batch) {
      let count = min(program.batch, rows - start)
      // What lies behind these rows is zero or was checked before: it is computed and left.
      for (input, values) in zip(inputs, values) { copy(values, start, count, to: input) }
      program.evaluateStep()
      for (place, output) in outputs.enumerated() {
        let width = HostTensor.elementCount(Array(program.outputs[output].shape.dropFirst())) ?? 0
        let found = UnsafeBufferPointer(start: program.output(output), count: count * width)
        results[place] += found
      }
    }
    return results
  }

  /// Checks everything before anything is written, since kernels read what indices say unchecked.
  private func countRows(_ values: [InputValues]) throws(PredictionError) -> Int {
    var rows = 0
    for (place, input) in inputs.enumerated() {
      let slot = program.inputs[input]
      let width = max(slot.rowElementCount ?? 1, 1)
      let found = values.indices.contains(place) ? values[place] : .f32([])
      if place == 0 { rows = (found.count + width - 1) / width }
      let (expected, overflow) = rows.multipliedReportingOverflow(by: width)
      guard found.count == expected, !overflow else {
        throw .size(input: slot.name, expected: expected, found: found.count)
      }
      guard found.type == slot.type else {
        throw .type(input: slot.name, expected: slot.type, found: found.type)
      }
      if let bound = slot.bound, let wrong = found.firstIndex(outside: bound) {
        throw .index(
          input: slot.name, row: wrong.place / width + 1, found: wrong.value, bound: bound)
      }
    }
    return rows
  }

  private func copy(_ values: InputValues, _ start: Int, _ count: Int, to input: Int) {
    let rowBytes = (program.inputs[input].rowElementCount ?? 0) * values.type.byteCount
    values.withBytes { bytes in
      let range = start * rowBytes..<(start + count) * rowBytes
      let target = UnsafeMutableRawBufferPointer(
        start: program.input(input), count: count * rowBytes)
      target.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[range]))
    }
  }
}

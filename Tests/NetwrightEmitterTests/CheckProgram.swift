import NetwrightSchedule
import NetwrightTensor

/// A `main` that fills a program with the numbers of standard input, evaluates, prints every
/// output, takes one training step, and prints the loss and every persistent tensor.
enum CheckProgram {
  /// Step and seed of the training step.
  static let step = 5

  static let main = """
    import Everything
    import NetwrightRuntime

    func numbers() -> [UInt32] {
      (readLine() ?? "").split(separator: " ").compactMap { UInt32($0) }
    }

    func show(_ name: String, _ values: some Sequence<Float>) {
      print(name, values.map { String($0.bitPattern) }.joined(separator: " "))
    }

    let program = EverythingProgram(threads: Int(CommandLine.arguments.last ?? "") ?? 1)
    // Sets step and seed; what it stores is overwritten.
    _ = program.trainStep(step: \(step), seed: \(step))
    for slot in program.slots.indices {
      let patterns = numbers()
      program.withTensor(slot) { values in
        for (place, pattern) in patterns.enumerated() {
          values[place] = Float(bitPattern: pattern)
        }
      }
    }
    for index in program.inputs.indices {
      let patterns = numbers()
      let values = program.input(index).assumingMemoryBound(to: UInt32.self)
      for (place, pattern) in patterns.enumerated() { values[place] = pattern }
    }
    program.evaluateStep()
    for (index, output) in program.outputs.enumerated() {
      let count = output.shape.reduce(1, *)
      show(output.name, UnsafeBufferPointer(start: program.output(index), count: count))
    }
    show("loss", [program.trainStep(step: \(step), seed: \(step))])
    for (index, slot) in program.slots.enumerated() {
      program.withTensor(index) { show("after.\\(slot.name)", $0) }
    }
    """

  /// What `main` reads: a line of bit patterns for each slot, then for each data input.
  static func text(of inputs: [String: [Double]], _ plan: ProgramPlan) -> String {
    func line(_ buffer: PlannedBuffer) -> String {
      let patterns = (inputs[buffer.name] ?? []).map { number in
        buffer.type.dtype.isFloat
          ? Float(number).bitPattern : UInt32(truncatingIfNeeded: Int(number))
      }
      return patterns.map(String.init).joined(separator: " ") + "\n"
    }
    let slots = plan.buffers.filter { if case .persistent = $0.storage { true } else { false } }
    let data = plan.buffers.filter { $0.storage == .input(.data) }
    return (slots + data).map(line).joined()
  }

  static func parse(_ text: String) -> [String: [Double]] {
    var result: [String: [Double]] = [:]
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ")
      guard let name = words.first else { continue }
      result[String(name)] = words.dropFirst().compactMap {
        UInt32($0).map { Double(Float(bitPattern: $0)) }
      }
    }
    return result
  }
}

import NetwrightIR
import NetwrightTensor

/// Tensors as numbers, for callers that compare engines.
extension PlanInterpreter {
  /// Sets a tensor that outlives the step, or an input; does nothing where there is none of the name.
  package func write(_ name: String, _ values: [Double]) {
    guard let number = plan.buffers.firstIndex(where: { $0.name == name }) else { return }
    let type = plan.buffers[number].type
    let memory = address(of: number)
    for (index, value) in values.prefix(type.elementCount).enumerated() {
      Number(value, as: type.dtype).store(memory, type.dtype, at: index)
    }
  }

  package func read(_ number: Int) -> [Double] {
    let type = plan.buffers[number].type
    let memory = address(of: number)
    return (0..<type.elementCount).map { index in
      let element = Number(memory, type.dtype, at: index)
      return type.dtype.isFloat ? element.real : Double(element.whole)
    }
  }

  package func read(_ name: String) -> [Double]? {
    plan.buffers.firstIndex { $0.name == name }.map { read($0) }
  }
}

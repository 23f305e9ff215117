import NetwrightIR
import NetwrightTensor

/// Tensors by the names of inputs or outputs.
package typealias Tensors = [String: Buffer<Double>]

/// Values for the inputs of a graph.
package enum SeededInputs {
  /// Floats in [-1, 1), integers below the bound that a name like `i3_below_8` states, otherwise
  /// below `integerBound`; slots and states are not negative. The step is 3.
  package static func of(_ graph: Graph, seed: UInt64, integerBound: Int = 2) -> Tensors {
    var numbers = SeededNumbers(seed)
    var result: Tensors = [:]
    for input in graph.inputs {
      let type = graph.type(of: input.value)
      let bound = statedBound(of: input.name) ?? integerBound
      let elements = (0..<type.elementCount).map { _ -> Double in
        guard type.dtype.isFloat else {
          return input.role == .step ? 3 : Double(numbers.below(bound))
        }
        let number = numbers.number()
        return input.role == .slot || input.role == .state ? number.magnitude : number
      }
      result[input.name] = Buffer(sizes: type.sizes, elements: elements)
    }
    return result
  }

  private static func statedBound(of name: String) -> Int? {
    let words = name.split(separator: "_")
    guard words.count >= 2, words[words.count - 2] == "below" else { return nil }
    return Int(words[words.count - 1])
  }

  /// The largest difference between equal outputs, each relative to the largest number of its
  /// tensor or 1; infinite where names, sizes or non-finite elements differ.
  package static func distance(_ expected: Tensors, _ found: Tensors) -> Double {
    guard expected.keys.sorted() == found.keys.sorted() else { return .infinity }
    var worst = 0.0
    for (name, buffer) in expected {
      guard let other = found[name], other.sizes == buffer.sizes, other.count == buffer.count else {
        return .infinity
      }
      let scale = buffer.elements.reduce(1) { max($0, $1.isFinite ? $1.magnitude : 0) }
      for (a, b) in zip(buffer.elements, other.elements) where a != b && !(a.isNaN && b.isNaN) {
        let difference = (a - b).magnitude / scale
        worst = difference.isNaN ? .infinity : max(worst, difference)
      }
    }
    return worst
  }
}

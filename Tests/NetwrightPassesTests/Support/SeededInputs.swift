import NetwrightIR
import NetwrightTensor

/// A small generator of numbers that is the same everywhere (SplitMix64, Steele et al., 2014).
struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// Below `bound`, which is at least 1.
  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

  mutating func element<Element>(of list: [Element]) -> Element { list[below(list.count)] }

  /// In [-1, 1), a multiple of 2⁻²³, so that `f32` holds it.
  mutating func number() -> Double { Double(next() >> 40) / Double(1 << 23) - 1 }
}

/// Values for the inputs of a graph.
enum SeededInputs {
  typealias Tensors = [String: Buffer<Double>]

  /// Floats in [-1, 1), integers below `integerBound`; slots and states are not negative.
  static func of(_ graph: Graph, seed: UInt64, integerBound: Int = 2) -> Tensors {
    var numbers = SeededNumbers(seed)
    var result: Tensors = [:]
    for input in graph.inputs {
      let type = graph.type(of: input.value)
      let elements = (0..<type.elementCount).map { _ -> Double in
        guard type.dtype.isFloat else {
          return input.role == .step ? 3 : Double(numbers.below(integerBound))
        }
        let number = numbers.number()
        return input.role == .slot || input.role == .state ? number.magnitude : number
      }
      result[input.name] = Buffer(sizes: type.sizes, elements: elements)
    }
    return result
  }

  /// The largest difference between equal outputs, each relative to the largest number of its
  /// tensor or 1; infinite where names, sizes or non-finite elements differ.
  static func distance(_ expected: Tensors, _ found: Tensors) -> Double {
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

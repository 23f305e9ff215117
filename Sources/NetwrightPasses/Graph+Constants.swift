import NetwrightIR
import NetwrightOps
import NetwrightTensor

extension Graph {
  /// The number that every element of a value is, where a constant says so.
  func constant(_ value: Value) -> Double? { (producer(of: value)?.op as? Constant)?.value }
}

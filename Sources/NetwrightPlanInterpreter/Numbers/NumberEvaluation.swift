import NetwrightIR
import NetwrightKernels
import NetwrightTensor

/// Steps of a kernel body, one number at a time, in any element type.
struct NumberEvaluation {
  let body: KernelBody
  let operandTypes: [DType]
  /// By the number of the step.
  let numbers: UnsafeMutablePointer<Number>
  let operands: UnsafeMutablePointer<UnsafeMutableRawPointer>
  /// The index of each loop.
  var loops: [Int]
  var reductions: [Number] = []

  /// Computes `values`, which come in an order in which operands are first.
  func run(_ values: [KernelValue]) {
    for value in values { numbers[value.id] = number(body[value]) }
  }

  private func number(_ step: KernelBody.Step) -> Number {
    switch step.instruction {
    case .constant(let value): return Number(value, as: step.dtype)
    case .load(let operand, let place):
      return Number(operands[operand], operandTypes[operand], at: place.value(at: loops))
    case .apply(let function, let inputs):
      let last = inputs.count - 1
      let (second, third) = (inputs[min(1, last)], inputs[min(2, last)])
      return function.number(
        numbers[inputs[0].id], numbers[second.id], numbers[third.id], body[inputs[last]].dtype)
    case .convert(let input):
      return numbers[input.id].converted(from: body[input].dtype, to: step.dtype)
    case .reduction(let place): return place < reductions.count ? reductions[place] : Number()
    case .accumulator: return Number()
    case .index(let place):
      return Number(whole: Int64(place.value(at: loops))).converted(from: .i64, to: step.dtype)
    case .random(let stream, let seed, let count, let element):
      let uniform = RandomStream.uniform(
        stream: stream, seed: numbers[seed.id].whole, step: numbers[count.id].whole,
        at: element.value(at: loops))
      return Number(real: Double(uniform))
    }
  }
}

extension KernelBody {
  /// A function among `values` that its operands do not have, if there is one.
  func undefinedFunction(_ values: [KernelValue]) -> String? {
    for value in values {
      guard case .apply(let function, let inputs) = self[value].instruction,
        let last = inputs.last, !function.isDefined(on: self[last].dtype)
      else { continue }
      return "\(function.rawValue) of \(self[last].dtype.rawValue)"
    }
    return nil
  }
}

import NetwrightTensor

/// A value inside a kernel: one lane of a vector, or a number.
package struct KernelValue: Hashable, Sendable {
  package let id: Int
  package init(id: Int) { self.id = id }
}

/// One step of a kernel body; its operands are earlier steps.
package enum Instruction: Hashable, Sendable {
  case constant(Double)
  /// The element of a kernel operand at an offset in elements.
  case load(operand: Int, at: Affine)
  case apply(ScalarFunction, [KernelValue])
  /// The same number in the element type of this step.
  case convert(KernelValue)
  /// The result of an earlier reduction stage.
  case reduction(Int)
  /// What the skeleton computed: the sum of a contraction, the maximum of a window.
  case accumulator
  /// A loop index as a number.
  case index(Affine)
  /// A uniform number in [0, 1): `stream` names the use, `element` the logical element.
  case random(stream: UInt64, seed: KernelValue, step: KernelValue, element: Affine)
}

/// Steps in an order in which every operand comes first, without repetitions.
package struct KernelBody: Hashable, Sendable {
  package struct Step: Hashable, Sendable {
    package let instruction: Instruction
    package let dtype: DType
  }

  package private(set) var steps: [Step] = []
  private var numbers: [Step: Int] = [:]

  package init() {}

  package subscript(_ value: KernelValue) -> Step { steps[value.id] }

  package mutating func emit(_ instruction: Instruction, _ dtype: DType) -> KernelValue {
    let step = Step(instruction: instruction, dtype: dtype)
    if let known = numbers[step] { return KernelValue(id: known) }
    numbers[step] = steps.count
    steps.append(step)
    return KernelValue(id: steps.count - 1)
  }

  /// The steps that `roots` need, in order.
  package func needed(for roots: [KernelValue]) -> [KernelValue] {
    var wanted = [Bool](repeating: false, count: steps.count)
    for root in roots { wanted[root.id] = true }
    for id in stride(from: steps.count - 1, through: 0, by: -1) where wanted[id] {
      for operand in steps[id].instruction.operands { wanted[operand.id] = true }
    }
    return wanted.indices.filter { wanted[$0] }.map(KernelValue.init(id:))
  }
}

extension Instruction {
  package var operands: [KernelValue] {
    switch self {
    case .apply(_, let operands): operands
    case .convert(let operand): [operand]
    case .random(_, let seed, let step, _): [seed, step]
    case .constant, .load, .reduction, .accumulator, .index: []
    }
  }
}

extension Instruction {
  /// The index arithmetic of the step, where it has some.
  package var place: Affine? {
    switch self {
    case .load(_, let place), .index(let place), .random(_, _, _, let place): place
    case .constant, .apply, .convert, .reduction, .accumulator: nil
    }
  }

  fileprivate func mappingPlace(_ change: (Affine) -> Affine) -> Instruction {
    switch self {
    case .load(let operand, let place): .load(operand: operand, at: change(place))
    case .index(let place): .index(change(place))
    case .random(let stream, let seed, let step, let place):
      .random(stream: stream, seed: seed, step: step, element: change(place))
    case .constant, .apply, .convert, .reduction, .accumulator: self
    }
  }
}

extension KernelBody {
  /// The same steps, numbered as before, over other loops.
  package func mappingPlaces(_ change: (Affine) -> Affine) -> KernelBody {
    var result = KernelBody()
    result.steps = steps.map {
      Step(instruction: $0.instruction.mappingPlace(change), dtype: $0.dtype)
    }
    for (index, step) in result.steps.enumerated() where result.numbers[step] == nil {
      result.numbers[step] = index
    }
    return result
  }
}

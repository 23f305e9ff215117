import NetwrightIR
import NetwrightOps
import NetwrightTensor

/// A scan made ready to be run: its body, turn by turn.
struct PreparedScan: Sendable {
  private let scan: Scan
  private let body: PreparedGraph
  private let length: Int
  private let resultTypes: [TensorType]
  private let precision: ReferenceInterpreter.Precision

  init(
    _ scan: Scan, body: PreparedGraph, resultTypes: [TensorType],
    _ precision: ReferenceInterpreter.Precision
  ) {
    self.scan = scan
    self.body = body
    length = scan.length.constant ?? 0
    self.resultTypes = resultTypes
    self.precision = precision
  }

  func run(
    _ operands: [ReferenceTensor]
  ) throws(ReferenceInterpreter.Failure) -> [ReferenceTensor] {
    var carries = Array(operands.prefix(scan.carries))
    let sequences = operands.dropFirst(scan.carries).prefix(scan.sequences)
    let constants = operands.dropFirst(scan.carries + scan.sequences)
    var stacks = resultTypes.dropFirst(scan.carries).map { type in
      ReferenceTensor(sizes: type.sizes, isSingle: ReferenceTensor.isSingle(type, precision))
    }
    for turn in 0..<length {
      let place = scan.reversed ? length - 1 - turn : turn
      let results = try body.run(carries + sequences.map { $0.element(place) } + constants)
      carries = Array(results.prefix(scan.carries))
      for (stack, result) in results.dropFirst(scan.carries).enumerated() {
        stacks[stack].place(result, at: place)
      }
    }
    return carries + stacks
  }
}

extension ReferenceTensor {
  /// Zeros.
  fileprivate init(sizes: [Int], isSingle: Bool) {
    self =
      isSingle
      ? .single(Buffer(sizes: sizes, repeating: 0)) : .double(Buffer(sizes: sizes, repeating: 0))
  }

  /// What stands at a place of the first axis.
  fileprivate func element(_ place: Int) -> ReferenceTensor {
    switch self {
    case .single(let buffer): .single(buffer.element(place))
    case .double(let buffer): .double(buffer.element(place))
    }
  }

  fileprivate mutating func place(_ part: ReferenceTensor, at place: Int) {
    let count = part.count
    switch self {
    case .single(var buffer):
      self = .double(Buffer(scalar: 0))
      buffer.elements.replaceSubrange(
        place * count..<(place + 1) * count, with: part.single.elements)
      self = .single(buffer)
    case .double(var buffer):
      self = .double(Buffer(scalar: 0))
      buffer.elements.replaceSubrange(
        place * count..<(place + 1) * count, with: part.double.elements)
      self = .double(buffer)
    }
  }
}

extension Buffer {
  fileprivate func element(_ place: Int) -> Buffer {
    let sizes = Array(sizes.dropFirst())
    let count = sizes.reduce(1, *)
    return Buffer(
      sizes: sizes, elements: Array(elements[place * count..<(place + 1) * count]))
  }
}

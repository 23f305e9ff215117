import NetwrightIR
import NetwrightOps
import NetwrightTensor

/// Where forward and backward part: what the backward body gets from the forward one, and what it
/// computes again.
struct ResidualCut {
  /// By node of the combined graph, whether it belongs into the backward body.
  private(set) var belongs: [Bool]
  /// Values of the forward body that come in stacked, ascending.
  private(set) var residuals: [Value] = []
  /// Positions of the inputs of the forward body that the backward body reads: sequences and
  /// constants.
  private(set) var operands: [Int] = []
  private var isNeeded: [Bool]

  /// - Parameter chooses: whether the cut is free: then it saves what is not cheap to compute again
  ///   from no more bytes. Otherwise it takes what is saved, and computes what it can from that.
  init(_ body: BodyGradient, chooses: Bool) {
    belongs = Array(repeating: false, count: body.graph.nodes.count)
    isNeeded = Array(repeating: false, count: body.graph.valueCount)
    for value in body.results { isNeeded[value.id] = true }
    let forwardNodes = body.region.nodes.count
    for (index, node) in body.graph.nodes.enumerated().reversed() where index >= forwardNodes {
      guard node.results.contains(where: { isNeeded[$0.id] }) else { continue }
      take(index, node)
    }
    let stacked = Set(body.region.outputs.dropFirst(body.scan.carries).map(\.value))
    let invariant = Self.invariants(of: body)
    for id in stride(from: body.region.valueCount - 1, through: 0, by: -1) where isNeeded[id] {
      let value = Value(id: id)
      switch body.region.definition(of: value) {
      case .input(let position):
        if position < body.scan.carries {
          residuals.append(value)
        } else {
          operands.append(position)
        }
      case .result(let index, _):
        let node = body.region.nodes[index]
        let isFree =
          invariant[id]
          || isCheap(node)
            && (!chooses || operandBytes(node, body, stacked, invariant) <= bytes(value, body))
        if !stacked.contains(value), isFree {
          take(index, node)
        } else {
          residuals.append(value)
        }
      }
    }
    residuals.reverse()
    operands.reverse()
  }

  private mutating func take(_ index: Int, _ node: Node) {
    belongs[index] = true
    for input in node.inputs { isNeeded[input.id] = true }
  }

  /// What is the same in every turn: worth no stack.
  private static func invariants(of body: BodyGradient) -> [Bool] {
    var result = [Bool](repeating: false, count: body.region.valueCount)
    for position in body.constantPositions { result[body.region.inputs[position].value.id] = true }
    for node in body.region.nodes where node.inputs.allSatisfy({ result[$0.id] }) {
      for value in node.results { result[value.id] = true }
    }
    return result
  }

  private func isCheap(_ node: Node) -> Bool {
    !node.traits.contains(.expensive)
      && !node.traits.isDisjoint(with: [.elementwise, .view, .reshaping, .generator])
  }

  private func bytes(_ value: Value, _ body: BodyGradient) -> Int {
    body.region.type(of: value).byteCount
  }

  /// Bytes that would have to be saved to compute a node again.
  private func operandBytes(
    _ node: Node, _ body: BodyGradient, _ stacked: Set<Value>, _ invariant: [Bool]
  ) -> Int {
    Set(node.inputs).reduce(0) { total, input in
      if isNeeded[input.id] || invariant[input.id] || stacked.contains(input) { return total }
      if case .input(let position) = body.region.definition(of: input),
        position >= body.scan.carries
      {
        return total
      }
      return total + bytes(input, body)
    }
  }

  /// The residuals that the forward scan does not give yet.
  func missing(from body: BodyGradient) -> [Value] {
    let stacked = Set(body.region.outputs.dropFirst(body.scan.carries).map(\.value))
    return residuals.filter { !stacked.contains($0) }
  }
}

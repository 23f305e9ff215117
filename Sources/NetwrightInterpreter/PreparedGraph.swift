import NetwrightIR
import NetwrightOps
import NetwrightTensor

/// A bound graph made ready to be run many times: composite ops are taken apart, and what depends
/// on no input is evaluated once.
package struct PreparedGraph: Sendable {
  package typealias Failure = ReferenceInterpreter.Failure

  /// One node as it is run.
  private enum Work {
    case op(any Op, inputTypes: [TensorType], resultTypes: [TensorType])
    /// A region, or what a composite op stands for.
    case graph(PreparedGraph)
    case scan(PreparedScan)
  }

  private struct Step {
    let work: Work
    /// Values by number.
    let inputs: [Int]
    let results: [Int]
    /// Values that no later step and no output uses.
    var released: [Int]
  }

  private let precision: ReferenceInterpreter.Precision
  private let inputs: [(name: String, type: TensorType, sizes: [Int], value: Int)]
  private let outputs: [Int]
  private var steps: [Step] = []
  /// By value number: what depends on no input, where a step or an output uses it.
  private var constants: [ReferenceTensor?]

  package init(
    _ graph: Graph, precision: ReferenceInterpreter.Precision
  ) throws(Failure) {
    self.precision = precision
    var inputs: [(name: String, type: TensorType, sizes: [Int], value: Int)] = []
    for input in graph.inputs {
      let type = graph.type(of: input.value)
      guard let sizes = type.shape.sizes else { throw .unboundType(type.description) }
      inputs.append((input.name, type, sizes, input.value.id))
    }
    self.inputs = inputs
    outputs = graph.outputs.map(\.value.id)
    constants = [ReferenceTensor?](repeating: nil, count: graph.valueCount)
    for node in graph.nodes {
      let step = Step(
        work: try Self.work(of: node, in: graph, precision), inputs: node.inputs.map(\.id),
        results: node.results.map(\.id), released: [])
      if step.inputs.allSatisfy({ constants[$0] != nil }) {
        try Self.run(step, &constants, precision)
      } else {
        steps.append(step)
      }
    }
    settleLifetimes()
  }

  private static func work(
    of node: Node, in graph: Graph, _ precision: ReferenceInterpreter.Precision
  ) throws(Failure) -> Work {
    let types = node.inputs.map { graph.type(of: $0) }
    let resultTypes = node.results.map { graph.type(of: $0) }
    for type in resultTypes where type.shape.sizes == nil { throw .unboundType(type.description) }
    if let region = node.regions.first {
      let body = try PreparedGraph(region, precision: precision)
      guard let scan = node.op as? Scan else { return .graph(body) }
      return .scan(PreparedScan(scan, body: body, resultTypes: resultTypes, precision))
    }
    guard node.traits.contains(.composite) else {
      return .op(node.op, inputTypes: types, resultTypes: resultTypes)
    }
    return .graph(try PreparedGraph(decomposition(of: node, types), precision: precision))
  }

  private static func decomposition(
    of node: Node, _ types: [TensorType]
  ) throws(Failure) -> Graph {
    var builder = GraphBuilder(name: node.keyword)
    let inputs = types.enumerated().map { builder.input("\($0)", $1) }
    for (index, result) in node.op.decompose(inputs, in: &builder).enumerated() {
      builder.output("\(index)", result)
    }
    do { return try builder.finish() } catch {
      throw .graph(error.error.diagnostic(at: nil).message)
    }
  }

  /// Finds the last use of each value, and drops the constants that have none.
  private mutating func settleLifetimes() {
    var isUsed = [Bool](repeating: false, count: constants.count)
    for output in outputs { isUsed[output] = true }
    for index in steps.indices.reversed() {
      for value in steps[index].inputs + steps[index].results where !isUsed[value] {
        isUsed[value] = true
        steps[index].released.append(value)
      }
    }
    for value in constants.indices where !isUsed[value] { constants[value] = nil }
  }

  /// The outputs of one run, in the order of the graph, for inputs in the order of the graph.
  package func run(_ tensors: [ReferenceTensor]) throws(Failure) -> [ReferenceTensor] {
    var values = constants
    for (index, input) in inputs.enumerated() {
      guard index < tensors.count else { throw .missingInput(input.name) }
      let tensor = tensors[index]
      guard tensor.sizes == input.sizes, tensor.count == input.type.elementCount else {
        throw .inputSize(input.name, expected: input.type, found: tensor.sizes)
      }
      values[input.value] = tensor
    }
    for step in steps {
      try Self.run(step, &values, precision)
      for value in step.released { values[value] = nil }
    }
    return outputs.compactMap { values[$0] }
  }

  private static func run(
    _ step: Step, _ values: inout [ReferenceTensor?], _ precision: ReferenceInterpreter.Precision
  ) throws(Failure) {
    let operands = step.inputs.compactMap { values[$0] }
    let results =
      switch step.work {
      case .graph(let graph): try graph.run(operands)
      case .scan(let scan): try scan.run(operands)
      case .op(let op, let types, let resultTypes):
        evaluate(op, operands, types, resultTypes, precision)
      }
    for (value, result) in zip(step.results, results) { values[value] = result }
  }

  private static func evaluate(
    _ op: any Op, _ operands: [ReferenceTensor], _ types: [TensorType], _ resultTypes: [TensorType],
    _ precision: ReferenceInterpreter.Precision
  ) -> [ReferenceTensor] {
    if (types + resultTypes).allSatisfy({ ReferenceTensor.isSingle($0, precision) }) {
      var call = ReferenceCall(
        inputs: operands.map(\.single), inputTypes: types, resultTypes: resultTypes, regions: [])
      op.evaluateSingle(&call)
      return call.results.map { .single($0) }
    }
    var call = ReferenceCall(
      inputs: operands.map(\.double), inputTypes: types, resultTypes: resultTypes, regions: [])
    op.evaluateDouble(&call)
    return zip(call.results, resultTypes).map {
      ReferenceTensor($0, type: $1, precision: precision)
    }
  }
}

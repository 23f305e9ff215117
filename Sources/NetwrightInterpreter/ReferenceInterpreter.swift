import NetwrightIR
import NetwrightOps
import NetwrightTensor

/// Runs a bound graph op by op with the ops' own reference evaluation: the oracle.
///
/// In `.f32` every `f32` tensor is computed and kept in `Float`; a node that touches any other
/// element type is computed in `Double` and its `f32` results rounded, so that indices and step
/// scalars stay exact. In `.f64` everything is `Double`.
package struct ReferenceInterpreter {
  package enum Precision: Sendable { case f32, f64 }

  package enum Failure: Error, Hashable, Sendable {
    case missingInput(String)
    case inputSize(String, expected: TensorType, found: [Int])
    case unboundType(String)
    /// `row` counts along the first axis of the indices.
    case indexOutOfRange(input: String, row: Int, value: Int, bound: Int)
    case graph(String)
  }

  private let precision: Precision

  package static func run(
    _ graph: Graph, inputs: [String: Buffer<Double>], precision: Precision
  ) throws(Failure) -> [String: Buffer<Double>] {
    var stored: [Stored] = []
    for input in graph.inputs {
      guard let buffer = inputs[input.name] else { throw .missingInput(input.name) }
      let type = graph.type(of: input.value)
      guard let sizes = type.shape.sizes else { throw .unboundType(type.description) }
      guard buffer.sizes == sizes, buffer.count == type.elementCount else {
        throw .inputSize(input.name, expected: type, found: buffer.sizes)
      }
      stored.append(Stored(buffer, type: type, precision: precision))
    }
    let interpreter = ReferenceInterpreter(precision: precision)
    let results = try interpreter.evaluate(graph, inputs: stored)
    var named: [String: Buffer<Double>] = [:]
    for (output, result) in zip(graph.outputs, results) { named[output.name] = result.double }
    return named
  }

  /// A value at rest: `Float` for `f32` in `.f32`, otherwise `Double`.
  private enum Stored {
    case single(Buffer<Float>)
    case double(Buffer<Double>)

    init(_ buffer: Buffer<Double>, type: TensorType, precision: Precision) {
      self = precision == .f32 && type.dtype == .f32
        ? .single(buffer.converted(to: Float.self)) : .double(buffer)
    }

    var double: Buffer<Double> {
      switch self {
      case .single(let buffer): buffer.converted(to: Double.self)
      case .double(let buffer): buffer
      }
    }

    var single: Buffer<Float>? {
      if case .single(let buffer) = self { return buffer }
      return nil
    }
  }

  private func evaluate(_ graph: Graph, inputs: [Stored]) throws(Failure) -> [Stored] {
    var values = [Stored?](repeating: nil, count: graph.valueCount)
    var uses = graph.useCounts()
    for (input, value) in zip(graph.inputs, inputs) { values[input.value.id] = value }
    for node in graph.nodes {
      let operands = node.inputs.compactMap { values[$0.id] }
      let types = node.inputs.map { graph.type(of: $0) }
      let resultTypes = node.results.map { graph.type(of: $0) }
      for type in resultTypes where type.shape.sizes == nil {
        throw .unboundType(type.description)
      }
      let results = try evaluate(node, operands, types, resultTypes)
      for (value, result) in zip(node.results, results) { values[value.id] = result }
      for input in node.inputs {
        uses[input.id] -= 1
        if uses[input.id] == 0 { values[input.id] = nil }
      }
    }
    return graph.outputs.compactMap { values[$0.value.id] }
  }

  private func evaluate(
    _ node: Node, _ operands: [Stored], _ types: [TensorType], _ resultTypes: [TensorType]
  ) throws(Failure) -> [Stored] {
    if let region = node.regions.first { return try evaluate(region, inputs: operands) }
    if node.traits.contains(.composite) {
      return try evaluate(decomposition(of: node, types), inputs: operands)
    }
    let singles = operands.compactMap(\.single)
    let allSingle = resultTypes.allSatisfy { $0.dtype == .f32 }
    if precision == .f32, allSingle, singles.count == operands.count {
      var call = ReferenceCall(
        inputs: singles, inputTypes: types, resultTypes: resultTypes, regions: [])
      node.op.evaluate(&call)
      return call.results.map { .single($0) }
    }
    var call = ReferenceCall(
      inputs: operands.map(\.double), inputTypes: types, resultTypes: resultTypes, regions: [])
    node.op.evaluate(&call)
    return zip(call.results, resultTypes).map {
      Stored($0, type: $1, precision: precision)
    }
  }

  private func decomposition(of node: Node, _ types: [TensorType]) throws(Failure) -> Graph {
    var builder = GraphBuilder(name: node.keyword)
    let inputs = types.enumerated().map { builder.input("\($0)", $1) }
    for (index, result) in node.op.decompose(inputs, in: &builder).enumerated() {
      builder.output("\(index)", result)
    }
    do { return try builder.finish() } catch {
      throw .graph(error.error.diagnostic(at: nil).message)
    }
  }
}

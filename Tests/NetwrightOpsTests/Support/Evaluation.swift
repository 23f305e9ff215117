import NetwrightAutodiff
import NetwrightIR
import NetwrightInterpreter
import NetwrightOps
import NetwrightTensor
import Testing

/// `op` on these values in f64: the elements of its first result.
func evaluated(_ op: any Op, _ inputs: [(TensorType, [Double])]) throws -> [Double] {
  let result = try evaluated(inputs) { graph, values in graph.apply(op, list: values) }
  return result[0]
}

/// What `build` makes of these inputs: the elements of each result.
func evaluated(
  _ inputs: [(TensorType, [Double])], precision: ReferenceInterpreter.Precision = .f64,
  _ build: (inout GraphBuilder, [Value]) -> [Value]
) throws -> [[Double]] {
  var builder = GraphBuilder(name: "test")
  let values = inputs.enumerated().map { builder.input("x\($0)", $1.0) }
  let results = build(&builder, values)
  for (index, result) in results.enumerated() { builder.output("y\(index)", result) }
  var buffers: [String: Buffer<Double>] = [:]
  for (index, input) in inputs.enumerated() {
    buffers["x\(index)"] = Buffer(sizes: input.0.sizes, elements: input.1)
  }
  let found = try ReferenceInterpreter.run(builder.finish(), inputs: buffers, precision: precision)
  return try results.indices.map { try #require(found["y\($0)"]).elements }
}

/// The gradient of the sum of what `build` makes, with respect to each input; all get one.
func gradients(
  _ inputs: [(TensorType, [Double])], _ build: (inout GraphBuilder, [Value]) -> Value
) throws -> [[Double]] {
  try evaluated(inputs) { graph, values in
    let result = build(&graph, values)
    let axes = Array(0..<graph.type(of: result).rank)
    let loss = graph.reduceSum(result, axes: axes)
    let found = Autodiff.gradients(of: loss, wrt: values, in: &graph)
    return found.compactMap { $0 }
  }
}

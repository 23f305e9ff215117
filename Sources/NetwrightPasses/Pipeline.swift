import NetwrightIR
import NetwrightTensor

/// The optimization order; each entry says why it stands where it stands.
package let standardPipeline: [any Pass] = [
  SimplifyShapes(),  // first: gradient stops and idle reshapes hide constants and equal nodes
  FoldConstants(),  // after shapes: broadcasts of constants have become constants
  SimplifyArithmetic(),  // uses the constants; leaves nodes unused
  FoldTransposes(),  // before sharing: turned contractions may be equal
  ShareCommonNodes(),  // forward and backward compute the same softmax once
  SplitReductions(),  // last rewrite: from here on every reduction is one loop nest
  SimplifyShapes(),  // again: splitting leaves reshapes next to broadcasts
  RemoveDeadNodes(),  // before fusion, which would compute what nobody reads
  FuseKernels(),  // owns all grouping; nothing may regroup after it
]

/// Runs passes in order; `inspect` sees the graph after each one.
package func runPipeline(
  _ passes: [any Pass], on graph: Graph,
  inspect: (String, Graph) -> Void = { _, _ in }
) throws(GraphBuilder.Failure) -> Graph {
  var current = graph
  for pass in passes {
    current = try pass.run(on: current)
    inspect(type(of: pass).name, current)
  }
  return current
}

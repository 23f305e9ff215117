import NetwrightIR
import NetwrightTensor

/// What a graph gets before it is differentiated; each entry says why it stands where it stands.
package let forwardPipeline: [any Pass] = [
  // first: reshapes of reshapes hide what is gathered and transposed
  SimplifyShapes(keepsGradientStops: true),
  HoistFromLoops(),  // before gathers commute: may give them contractions of gathered sequences
  CommuteGathers(),  // before differentiation: gradients of a table are summed up first
  SinkTransposes(),  // before differentiation: its gradient moves as few elements
]

/// The optimization order; each entry says why it stands where it stands.
package let standardPipeline: [any Pass] = [
  SimplifyShapes(),  // first: gradient stops and idle reshapes hide constants and equal nodes
  SimplifyConversions(),  // before constants: fewer of them are converted
  FoldConstants(),  // after shapes: broadcasts of constants have become constants
  ReduceBroadcasts(),  // before arithmetic: leaves products with constants
  ExpandPowers(),  // needs constant exponents; leaves quotients and products
  SimplifyArithmetic(),  // uses the constants; leaves nodes unused
  MergeFactors(),  // after arithmetic: quotients by powers of two have become products
  JoinPads(),  // gradients of slices: before fusion, which stores the parts side by side
  SinkReshapes(),  // before sharing: both shapes of a value may be asked for
  FoldTransposes(),  // before sharing: turned contractions may be equal
  HoistFromLoops(),  // again: the backward loops have come
  SumAfterLoops(),  // once contractions show in their flags along which axis they sum
  ShareCommonNodes(),  // forward and backward compute the same softmax once
  TrimLoops(),  // drops what differentiation has saved for nothing; before dead nodes
  FoldChannelScales(),  // after sharing: what the backward pass reads too must stay
  SplitReductions(),  // last rewrite: from here on every reduction is one loop nest
  SimplifyShapes(),  // again: splitting leaves reshapes next to broadcasts
  RemoveDeadNodes(),  // before fusion, which would compute what nobody reads
  FuseKernels(),  // owns all grouping; nothing may regroup after it
]

/// Runs passes in order; `inspect` sees the graphs before and after each one.
package func runPipeline(
  _ passes: [any Pass], on graph: Graph,
  inspect: (_ name: String, _ before: Graph, _ after: Graph) -> Void = { _, _, _ in }
) throws(GraphBuilder.Failure) -> Graph {
  var current = graph
  for pass in passes {
    let next = try pass.run(on: current)
    inspect(type(of: pass).name, current, next)
    current = next
  }
  return current
}

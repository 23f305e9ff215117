import NetwrightIR
import NetwrightOps
import NetwrightTensor

/// Puts what belongs into one kernel into one `fused` node.
///
/// Elementwise nodes join the loops, the reduction or the skeleton that makes their operands; views
/// and constants are copied to where they are read. Safe: a region computes what its nodes did, and
/// groups are merged only where no cycle arises. Never worse: every value that stays inside a
/// region saves a store and the loads of its readers.
package struct FuseKernels: GroupingPass {
  package static let name = "fuse-kernels"
  package init() {}

  package var substitute: (any Pass)? { SeparateKernels() }

  package func run(on graph: Graph) throws(GraphBuilder.Failure) -> Graph {
    try FusedEmission.graph(of: FusionPlan(graph.rewritingBodies(run(on:))))
  }
}

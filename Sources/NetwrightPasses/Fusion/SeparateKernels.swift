import NetwrightIR
import NetwrightTensor

/// Gives every node a kernel of its own: what runs where `FuseKernels` is left out.
///
/// Safe: each group is one node with the views that it reads. Slow on purpose: a fault that goes
/// away with it is a fault of fusion.
package struct SeparateKernels: GroupingPass {
  package static let name = "separate-kernels"
  package init() {}

  package func run(on graph: Graph) throws(GraphBuilder.Failure) -> Graph {
    let graph = try graph.rewritingBodies(run(on:))
    return try FusedEmission.graph(of: FusionPlan(graph, joinsNodes: false))
  }
}

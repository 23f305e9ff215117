import NetwrightIR
import NetwrightOps
import NetwrightTensor

/// Lets scans give what their gradients will need, as further stacked outputs.
enum ScanResiduals {
  /// The graph with every scan prepared for gradients with respect to `targets`, also inside scans.
  static func recorded(
    in graph: Graph, wrt targets: [Value]
  ) throws(GraphBuilder.Failure) -> Graph {
    guard graph.nodes.contains(where: { $0.op is Scan }) else { return graph }
    let reaching = Autodiff.valuesReached(from: targets, in: graph)
    var copier = GraphCopier(graph)
    copier.copyInputs()
    for node in graph.nodes {
      let isActive = node.inputs.map { reaching[$0.id] }
      guard let scan = node.op as? Scan, isActive.contains(true) else {
        copier.copy(node)
        continue
      }
      copier.copy(node, regions: [try recorded(scan, node.regions[0], isActive)])
    }
    copier.copyOutputs()
    return try copier.builder.finish()
  }

  private static func recorded(
    _ scan: Scan, _ region: Graph, _ isActive: [Bool]
  ) throws(GraphBuilder.Failure) -> Graph {
    let inner = try recorded(
      in: region, wrt: region.inputs.map(\.value).filter { region.type(of: $0).dtype.isFloat })
    let isSeeded = inner.outputs.map { _ in true }
    let body = BodyGradient(scan, inner, isSeeded: isSeeded, isActive: isActive)
    return recorded(body.region, ResidualCut(body, chooses: true).missing(from: body))
  }

  /// The body with these values among its outputs.
  static func recorded(_ region: Graph, _ values: [Value]) -> Graph {
    var result = region
    for value in values {
      let name = "\(result.outputs.count)"
      result.appendOutput(GraphOutput(name: name, value: value, role: .result))
    }
    return result
  }
}

import NetwrightDiagnostics
import NetwrightIR
import NetwrightTensor

/// Holds every tensor of a model, its dimensions bound, below 2³⁶ elements, so that no later sum of
/// bytes or operations of a layer can leave `Int`.
enum TensorLimits {
  static let maximumElements = 1 << 36

  /// Reports the first tensor that is too large.
  static func check(_ graph: Graph, binding: [String: Int], _ diagnostics: DiagnosticBag) {
    for input in graph.inputs where !fits(graph.type(of: input.value), binding) {
      let user = graph.nodes.first { $0.inputs.contains(input.value) }
      diagnostics.add(
        finding("`\(input.name)`", graph.type(of: input.value), binding, user?.origin.span))
      return
    }
    for node in graph.nodes {
      for result in node.results where !fits(graph.type(of: result), binding) {
        let maker = node.origin.path.isEmpty ? "a tensor" : "`\(node.origin.path)`"
        diagnostics.add(finding(maker, graph.type(of: result), binding, node.origin.span))
        return
      }
    }
  }

  private static func fits(_ type: TensorType, _ binding: [String: Int]) -> Bool {
    var count = 1
    for dim in type.shape.dims {
      guard let size = try? dim.substituting(binding).constant else { return false }
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      if overflow || product > maximumElements { return false }
      count = product
    }
    return true
  }

  private static func finding(
    _ maker: String, _ type: TensorType, _ binding: [String: Int], _ span: Span?
  ) -> Diagnostic {
    let names = type.shape.dims.flatMap(\.symbols)
    let sizes = names.map { "\($0) = \(binding[$0] ?? 1)" }.joined(separator: ", ")
    return Diagnostic("E0314", "\(maker) makes \(type), too large for any machine", at: span)
      .expected("at most 2³⁶ elements").found("\(type) with \(sizes)")
      .help("reduce the sizes, or the defaults of `dims:`")
  }
}

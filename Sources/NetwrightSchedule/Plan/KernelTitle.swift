import NetwrightIR
import NetwrightOps

/// What people call a kernel: the layer, and the ops that it computes.
enum KernelTitle {
  private static let shown = 4

  /// `dense_1: contraction + add + relu`; `gradient of dense_1: …` in the backward pass.
  static func of(_ node: Node) -> String {
    let work = ops(of: node)
    let text = work.prefix(shown).joined(separator: " + ") + (work.count > shown ? " + …" : "")
    let origin = origin(of: node)
    if origin.path.isEmpty { return text }
    return (origin.isGradient ? "gradient of " : "") + "\(origin.path): \(text)"
  }

  /// A short name for what a node stores.
  static func bufferName(_ node: Node) -> String {
    let origin = origin(of: node)
    let path = origin.path.isEmpty ? "value" : origin.path
    return origin.isGradient ? "\(path).gradient" : path
  }

  /// Where the node itself comes from: its region may begin with values of other layers, which are
  /// computed again where they are read.
  private static func origin(of node: Node) -> Origin {
    if !node.origin.path.isEmpty { return node.origin }
    return node.regions.first?.nodes.first(where: isWork)?.origin ?? node.origin
  }

  private static func ops(of node: Node) -> [String] {
    guard let region = node.regions.first else { return [node.keyword] }
    let names = region.nodes.filter(isWork).map(\.keyword)
    return names.isEmpty ? region.nodes.prefix(1).map(\.keyword) : names
  }

  private static func isWork(_ node: Node) -> Bool {
    !node.traits.contains(.view) && !node.traits.contains(.generator)
  }
}

import NetwrightFrontend
import NetwrightLayers

/// Which tensors of a checkpoint of the old spec the new one can take over, by name.
struct TensorDiff {
  /// Tensors of the same name and type.
  private(set) var carried: [String] = []
  private(set) var changes: [Change] = []
  /// How many tensors the new spec has.
  let total: Int
  /// Whether the same tensors begin with other values.
  private(set) var startsDifferently = false

  /// Whether the optimizer's memory of the tensors carries over with them.
  let keepsOptimizer: Bool

  /// - Parameter renamed: new paths of layers, by old path.
  init(_ old: CheckedSpec, _ new: CheckedSpec, renamed: [String: String]) {
    let (before, after) = (old.parameters + old.states, new.parameters + new.states)
    total = after.count
    let optimizers = [old, new].map { $0.optimizer.map { type(of: $0).keyword } }
    keepsOptimizer = optimizers[0] == nil || optimizers[1] == nil || optimizers[0] == optimizers[1]
    let known = Dictionary(before.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let wanted = Dictionary(after.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    var origins: [String: TensorInfo] = [:]
    for tensor in before where wanted[tensor.name]?.type != tensor.type {
      if let name = Self.renamed(tensor.name, renamed) { origins[name] = tensor }
    }
    var explained: Set<String> = []
    for tensor in after {
      let type = tensor.type.description
      if let same = known[tensor.name], same.type == tensor.type {
        carried.append(tensor.name)
        if same.initializer != tensor.initializer || same.isTrainable != tensor.isTrainable {
          startsDifferently = true
        }
      } else if let origin = origins[tensor.name], origin.type == tensor.type {
        explained.insert(origin.name)
        changes.append(
          Change(kind: .renamed, path: tensor.name, oldPath: origin.name, after: type))
      } else if let other = known[tensor.name] {
        explained.insert(other.name)
        changes.append(
          Change(
            kind: .changed, path: tensor.name, before: other.type.description, after: type))
      } else {
        changes.append(Change(kind: .added, path: tensor.name, after: type))
      }
    }
    for tensor in before where wanted[tensor.name] == nil && !explained.contains(tensor.name) {
      changes.append(
        Change(kind: .removed, path: tensor.name, before: tensor.type.description))
    }
  }

  /// `dense_2.weight` where `dense_1` is now `dense_2`.
  private static func renamed(_ name: String, _ paths: [String: String]) -> String? {
    guard let dot = name.lastIndex(of: "."), let path = paths[String(name[..<dot])] else {
      return nil
    }
    return path + name[dot...]
  }
}

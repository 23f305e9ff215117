import NetwrightIR
import NetwrightOps
import NetwrightTensor

/// What a group waits for.
extension FusionPlan {
  /// The value behind a chain of views: what a kernel has to load or to compute.
  func source(of value: Value) -> Value {
    var current = value
    while case .result(let index, _) = graph.definition(of: current), roles[index] == .view,
      let next = graph.nodes[index].inputs.first
    {
      current = next
    }
    return current
  }

  /// The group that makes a value, seen through reshapes, which are the same memory.
  func producerGroup(of value: Value) -> Int? {
    guard case .result(let index, _) = graph.definition(of: value) else { return nil }
    if roles[index] == .alias { return nil }
    return groupOf[index]
  }

  /// Groups whose results a node needs: read in place, or through a reshape, which wants them in
  /// memory.
  private func needs(of index: Int) -> (direct: Set<Int>, stored: Set<Int>) {
    var (direct, stored): (Set<Int>, Set<Int>) = ([], [])
    var pending = graph.nodes[index].inputs.map { (value: $0, reshaped: false) }
    while let (value, reshaped) = pending.popLast() {
      guard case .result(let producer, _) = graph.definition(of: value) else { continue }
      if let group = groupOf[producer] {
        if reshaped { stored.insert(group) } else { direct.insert(group) }
      } else {
        let alias = reshaped || roles[producer] == .alias
        pending += graph.nodes[producer].inputs.map { ($0, alias) }
      }
    }
    return (direct, stored)
  }

  /// Whether joining would make the group need its own results from memory.
  func makesCycle(_ index: Int, joining group: Int) -> Bool {
    let (direct, stored) = needs(of: index)
    if stored.contains(group) { return true }
    return direct.union(stored).contains { $0 != group && reaches($0, group, direct: true) }
  }

  /// Whether group `from` needs results of group `to`; with `direct` false, from memory or by way of
  /// another group.
  func reaches(_ from: Int, _ to: Int, direct: Bool) -> Bool {
    var seen: Set<Int> = [from]
    var pending = [from]
    // Nodes need earlier nodes alone: a group that ends before `to` begins leads nowhere.
    let floor = groups[to].nodes.first ?? 0
    while let group = pending.popLast() {
      guard let last = groups[group].nodes.last, last > floor else { continue }
      for node in groups[group].nodes {
        let (plain, stored) = needs(of: node)
        if stored.contains(to), group != to { return true }
        for next in plain.union(stored) where next != group {
          if next == to && (direct || group != from) { return true }
          if next == to { continue }
          if seen.insert(next).inserted { pending.append(next) }
        }
      }
    }
    return false
  }
}

import NetwrightIR
import NetwrightOps
import NetwrightTensor

/// Concatenations of values that loops over one space make: the loops store each part in its place.
extension FusionPlan {
  mutating func placeWhole(_ node: Node, _ index: Int) {
    guard node.op is Concatenate, let home = home(ofPartsOf: node, index) else {
      note(.readerLoadsWhole, to: index)
      return start(.whole, space: sizes(node.results[0]), with: index)
    }
    join(index, home)
    groups[home].assembles = true
  }

  /// The group whose loops make all parts, groups having been merged for it where they can be.
  private mutating func home(ofPartsOf node: Node, _ index: Int) -> Int? {
    let space = sizes(node.inputs[0])
    guard joinsNodes, node.inputs.count > 1, !space.contains(0),
      node.inputs.allSatisfy({ sizes($0) == space && isElement($0) })
    else { return nil }
    let makers = Set(node.inputs.compactMap { producerGroup(of: $0) }).sorted(by: >)
    guard let home = makers.first,
      makers.allSatisfy({ groups[$0].kind == .rows && groups[$0].space == space }),
      groups[home].nodes.count < Self.maximumGroupSize
    else { return nil }
    for other in makers.dropFirst() {
      guard canMerge(other, into: home) else { return nil }
      merge(other, into: home)
    }
    return makesCycle(index, joining: home) ? nil : home
  }

  private func isElement(_ value: Value) -> Bool {
    guard case .result(let index, _) = graph.definition(of: value) else { return false }
    return roles[index] == .element
  }
}

import NetwrightIR
import NetwrightOps
import NetwrightTensor

/// Groups that become one.
extension FusionPlan {
  mutating func join(_ index: Int, _ group: Int) {
    groupOf[index] = group
    groups[group].nodes.append(index)
  }

  /// Two groups that share a consumer become one where the loops of `b` can run the nodes of `a`.
  func canMerge(_ a: Int, into b: Int) -> Bool {
    let (first, second) = (groups[a], groups[b])
    if first.kind == .columns { return canShareSweep(a, b, mayNeedEachOther: true) }
    guard first.kind == .rows, first.nodes.count + second.nodes.count < Self.maximumGroupSize,
      !reaches(a, b, direct: false), !reaches(b, a, direct: false)
    else { return false }
    switch second.kind {
    case .rows: return first.space == second.space
    case .columns:
      return !first.foldsRows && !first.assembles && first.space == second.keptSizes
    case .epilogue:
      return !first.foldsRows && !first.assembles && first.space == second.space
        && first.nodes.allSatisfy { node in
          graph.nodes[node].inputs.allSatisfy { input in
            producerGroup(of: source(of: input)) == a && source(of: input) == input
              || readsPlainly(input, group: b, shape: second.space)
          }
        }
    case .scalar, .whole: return false
    }
  }

  /// Whether folds of two groups may run in one sweep; `mayNeedEachOther`: what follows the folds
  /// of one may need those of the other.
  private func canShareSweep(_ a: Int, _ b: Int, mayNeedEachOther: Bool) -> Bool {
    groups[b].kind == .columns && groups[a].space == groups[b].space
      && groups[a].foldedAxes == groups[b].foldedAxes
      && groups[a].nodes.count + groups[b].nodes.count < Self.maximumGroupSize
      && !reaches(a, b, direct: !mayNeedEachOther) && !reaches(b, a, direct: !mayNeedEachOther)
      && !folds(a, resultsOf: b) && !folds(b, resultsOf: a)
  }

  /// Whether a fold of one group reads what another makes.
  private func folds(_ group: Int, resultsOf other: Int) -> Bool {
    groups[group].nodes.contains { index in
      roles[index] == .reduction
        && graph.nodes[index].inputs.contains { producerGroup(of: source(of: $0)) == other }
    }
  }

  mutating func merge(_ a: Int, into b: Int) {
    for node in groups[a].nodes { groupOf[node] = b }
    groups[b].nodes = (groups[a].nodes + groups[b].nodes).sorted()
    groups[b].foldsRows = groups[a].foldsRows || groups[b].foldsRows
    groups[b].assembles = groups[a].assembles || groups[b].assembles
    groups[a].nodes = []
  }

  /// Elementwise producers that nobody but a column reduction reads move into its sweep.
  mutating func absorbProducersOfColumns() {
    for number in groups.indices where groups[number].kind == .columns {
      let inputs = groups[number].nodes.flatMap { graph.nodes[$0].inputs.map { source(of: $0) } }
      for producer in Set(inputs.compactMap { producerGroup(of: $0) }).sorted() {
        guard producer != number else { continue }
        if let obstacle = absorptionObstacle(producer, into: number) {
          for node in groups[number].nodes { note(obstacle, from: producer, to: node) }
          continue
        }
        absorb(producer, into: number)
      }
    }
  }

  private mutating func absorb(_ producer: Int, into number: Int) {
    for node in groups[producer].nodes { groupOf[node] = number }
    groups[number].nodes = (groups[producer].nodes + groups[number].nodes).sorted()
    groups[producer].nodes = []
  }

  /// Elementwise producers that others read too are stored by the sweep that folds them: one load
  /// less of a tensor as large as the loops.
  mutating func absorbStoredProducersOfColumns() {
    for number in groups.indices where groups[number].kind == .columns {
      let inputs = groups[number].nodes.flatMap { graph.nodes[$0].inputs.map { source(of: $0) } }
      for producer in Set(inputs.compactMap { producerGroup(of: $0) }).sorted() {
        guard producer != number, groups[producer].kind == .rows, !groups[producer].foldsRows,
          !groups[producer].assembles, groups[producer].space == groups[number].space,
          readsInPlace(number, from: producer, in: groups[number]),
          groups[number].nodes.count + groups[producer].nodes.count < Self.maximumGroupSize,
          !reaches(number, producer, direct: false)
        else { continue }
        absorb(producer, into: number)
      }
    }
  }

  /// Why the nodes of a group cannot run in the sweep of a column reduction that reads them.
  private func absorptionObstacle(_ producer: Int, into number: Int) -> FusionRefusal? {
    let (maker, reader) = (groups[producer], groups[number])
    switch maker.kind {
    case .whole: return .makerStoresByItself
    case .columns, .epilogue, .scalar: return .otherAxis
    case .rows: break
    }
    if maker.foldsRows { return .otherAxis }
    if maker.assembles { return .makerStoresByItself }
    guard maker.space == reader.space else {
      return .otherLoops(maker: maker.space, reader: reader.space)
    }
    guard maker.nodes.allSatisfy({ isPrivate($0, to: [number, producer]) }) else {
      return .readByOthers
    }
    guard readsInPlace(number, from: producer, in: reader) else { return .readsElsewhere }
    return reader.nodes.count + maker.nodes.count < Self.maximumGroupSize ? nil : .kernelIsFull
  }

  /// Folds over the same axes that load a tensor in common become one sweep.
  mutating func mergeColumns() {
    var loading: [Value: [Int]] = [:]
    for number in groups.indices where groups[number].kind == .columns {
      let leaves = largeLeaves(of: number)
      let rivals = Set(leaves.flatMap { loading[$0] ?? [] }).sorted()
      let partner = rivals.first { canShareSweep(number, $0, mayNeedEachOther: false) }
      if let partner { merge(number, into: partner) }
      for leaf in leaves { loading[leaf, default: []].append(partner ?? number) }
    }
  }

  /// Tensors as large as the loops that a group loads.
  private func largeLeaves(of number: Int) -> Set<Value> {
    let count = groups[number].space.reduce(1, *)
    var found: Set<Value> = []
    var pending = groups[number].nodes.flatMap { graph.nodes[$0].inputs }
    while let value = pending.popLast() {
      let origin = source(of: value)
      if case .result(let producer, _) = graph.definition(of: origin) {
        if groupOf[producer] == number || roles[producer] == .view { continue }
        if isRecomputed[producer] {
          pending += graph.nodes[producer].inputs
          continue
        }
      }
      if graph.type(of: origin).elementCount >= count { found.insert(origin) }
    }
    return found
  }

  /// Whether nobody outside needs the stored results of a node.
  private func isPrivate(_ index: Int, to allowed: Set<Int>) -> Bool {
    if isRecomputed[index] { return true }
    for result in graph.nodes[index].results {
      if outputs.contains(result) { return false }
      for user in users[result.id] {
        guard let group = groupOf[user], allowed.contains(group) else { return false }
        guard isRecomputed[user] else { continue }
        // Whoever computes the user again reads this value too.
        for reader in readers(of: graph.nodes[user].results[0]) {
          guard reader >= 0, let group = groupOf[reader], allowed.contains(group),
            !isRecomputed[reader]
          else { return false }
        }
      }
    }
    return true
  }
}

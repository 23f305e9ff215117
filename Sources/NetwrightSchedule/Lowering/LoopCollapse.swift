import NetwrightIR
import NetwrightTensor

/// Merges neighbouring loops that every access walks in one line, so that index arithmetic and
/// short inner loops disappear.
enum LoopCollapse {
  /// Loops of a `rows` or `columns` nest merged as far as the accesses allow.
  static func collapse(_ nest: LoopNest) -> LoopNest {
    var nest = nest
    nest = merge(nest, \.outer, from: 0)
    nest = merge(nest, \.reduced, from: nest.outer.count)
    let keepsRows = nest.stages.contains { stage in
      if case .store = stage { return false }
      return true
    }
    if nest.kind == .rows, !keepsRows, let last = nest.outer.last {
      let position = nest.outer.count - 1
      if canMerge(nest, position, extent: nest.inner, outerExtent: last) {
        nest = dropping(position, in: nest)
        nest.inner *= last
        nest.outer.removeLast()
      }
    }
    return nest
  }

  /// Merges loops into groups: `groups` gives how many neighbours become one; the last is `inner`.
  /// `nil` where an access does not walk a group in one line.
  static func group(_ nest: LoopNest, _ groups: [Int]) -> LoopNest? {
    var nest = nest
    var position = 0
    for count in groups {
      for _ in 1..<max(count, 1) {
        let extents = nest.outer + [nest.inner]
        guard
          canMerge(
            nest, position, extent: extents[position + 1], outerExtent: extents[position])
        else { return nil }
        nest = dropping(position, in: nest)
        let merged = extents[position] * extents[position + 1]
        if position + 1 == extents.count - 1 {
          nest.inner = merged
          nest.outer.removeLast()
        } else {
          nest.outer[position] = merged
          nest.outer.remove(at: position + 1)
        }
      }
      position += 1
    }
    return nest
  }

  private static func merge(
    _ nest: LoopNest, _ list: WritableKeyPath<LoopNest, [Int]>, from start: Int
  ) -> LoopNest {
    var nest = nest
    var position = nest[keyPath: list].count - 2
    while position >= 0 {
      let extents = nest[keyPath: list]
      if canMerge(
        nest, start + position, extent: extents[position + 1], outerExtent: extents[position])
      {
        nest = dropping(start + position, in: nest)
        nest[keyPath: list][position] *= extents[position + 1]
        nest[keyPath: list].remove(at: position + 1)
      }
      position -= 1
    }
    return nest
  }

  private static func canMerge(
    _ nest: LoopNest, _ loop: Int, extent: Int, outerExtent: Int
  ) -> Bool {
    if outerExtent == 1 || extent == 1 { return true }
    return accesses(of: nest).allSatisfy { access in
      access.coefficients[loop] == access.coefficients[loop + 1] * extent
    }
  }

  private static func accesses(of nest: LoopNest) -> [Affine] {
    var result = nest.body.steps.compactMap { $0.instruction.place }
    for stage in nest.stages {
      switch stage {
      case .store(_, let place, _), .storeRow(_, let place, _), .storeInSweep(_, let place, _):
        result.append(place)
      case .reduce: continue
      }
    }
    return result
  }

  /// The nest with loop `loop` folded into the next one.
  private static func dropping(_ loop: Int, in nest: LoopNest) -> LoopNest {
    let extents = nest.outer + nest.reduced + [nest.inner]
    func folded(_ place: Affine) -> Affine {
      var place = place
      // A loop of one turn says nothing of its stride; the other one's stands.
      if extents[loop + 1] == 1 { place.coefficients[loop + 1] = place.coefficients[loop] }
      place.coefficients.remove(at: loop)
      return place
    }
    var result = nest
    result.body = nest.body.mappingPlaces(folded)
    result.stages = nest.stages.map { stage in
      switch stage {
      case .reduce: stage
      case .store(let operand, let place, let value):
        .store(operand: operand, at: folded(place), value)
      case .storeRow(let operand, let place, let value):
        .storeRow(operand: operand, at: folded(place), value)
      case .storeInSweep(let operand, let place, let value):
        .storeInSweep(operand: operand, at: folded(place), value)
      }
    }
    return result
  }
}

import NetwrightIR

/// The loops of a nest after those that move together have become one.
///
/// Two neighbouring loops merge when every offset moves by the inner one's size times as much per
/// outer turn: then a single counter over both reaches the same places in the same order.
package struct LoopLayout {
  /// A loop of the result; `source` is the innermost loop of the nest that it stands for.
  package struct Loop: Hashable {
    package var size: Int
    package var source: Int

    package init(size: Int, source: Int) {
      self.size = size
      self.source = source
    }
  }

  package var outer: [Loop]
  package var reduced: [Loop]
  package var inner: Loop

  package var rowCount: Int { outer.reduce(1) { $0 * $1.size } }
  package var reducedCount: Int { reduced.reduce(1) { $0 * $1.size } }

  /// - `affines`: every offset and index that the nest computes.
  /// - `mergesInner`: nothing happens once per row, so the innermost loop is like the others.
  package init(nest: LoopNest, affines: [Affine], mergesInner: Bool) {
    let outerLoops = nest.outer.enumerated().map { Loop(size: $1, source: $0) }
    let reducedLoops = nest.reduced.enumerated().map {
      Loop(size: $1, source: nest.outer.count + $0)
    }
    let innerLoop = Loop(size: nest.inner, source: nest.loopCount - 1)
    reduced = Self.merge(reducedLoops, affines)
    if mergesInner {
      var all = Self.merge(outerLoops + [innerLoop], affines)
      inner = all.popLast() ?? innerLoop
      outer = all
    } else {
      outer = Self.merge(outerLoops, affines)
      inner = innerLoop
    }
    // Folding rows for [outer, inner] is folding them for one long row, where the two are dense.
    if nest.kind == .columns {
      // Steps of an innermost loop of one turn count too: it stands for both afterwards.
      while let last = outer.last,
        affines.allSatisfy({
          $0.coefficients[last.source] == $0.coefficients[inner.source] * inner.size
        })
      {
        outer.removeLast()
        inner.size *= last.size
      }
    }
  }

  /// The same space without vectors: the innermost loop becomes one of the others.
  package var withoutVectors: LoopLayout {
    var result = self
    result.outer.append(inner)
    result.inner.size = 1
    return result
  }

  private static func merge(_ loops: [Loop], _ affines: [Affine]) -> [Loop] {
    var result: [Loop] = []
    for loop in loops where loop.size != 1 {
      guard let last = result.last,
        affines.allSatisfy({
          $0.coefficients[last.source] == $0.coefficients[loop.source] * loop.size
        })
      else {
        result.append(loop)
        continue
      }
      result[result.count - 1] = Loop(size: last.size * loop.size, source: loop.source)
    }
    return result
  }
}

extension LoopNest {
  /// Every offset and index that the steps behind the stages compute.
  package var affines: [Affine] {
    var result: [Affine] = []
    for value in body.needed(for: roots) {
      switch body[value].instruction {
      case .load(_, let at), .index(let at), .random(_, _, _, let at): result.append(at)
      case .constant, .apply, .convert, .reduction, .accumulator: break
      }
    }
    for stage in stages {
      switch stage {
      case .store(_, let at, _), .storeRow(_, let at, _), .storeInSweep(_, let at, _):
        result.append(at)
      case .reduce: break
      }
    }
    return result
  }

  /// The values that stages consume.
  package var roots: [KernelValue] { stages.map(\.value) }
}

extension Stage {
  package var value: KernelValue {
    switch self {
    case .reduce(_, let value), .store(_, _, let value), .storeRow(_, _, let value),
      .storeInSweep(_, _, let value):
      value
    }
  }

  package var isReduction: Bool { if case .reduce = self { true } else { false } }
  package var isRowStore: Bool { if case .storeRow = self { true } else { false } }
  package var isSweepStore: Bool { if case .storeInSweep = self { true } else { false } }
}

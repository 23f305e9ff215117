/// How a reduction combines elements.
package enum ReductionFunction: String, CaseIterable, Hashable, Sendable {
  case sum, maximum, minimum

  /// What leaves every element unchanged.
  package var identity: Double {
    switch self {
    case .sum: 0
    case .maximum: -.infinity
    case .minimum: .infinity
    }
  }

  /// The function that combines two elements.
  package var function: ScalarFunction {
    switch self {
    case .sum: .add
    case .maximum: .maximum
    case .minimum: .minimum
    }
  }
}

/// One sweep of a loop nest over its innermost loop.
package enum Stage: Hashable, Sendable {
  /// Folds `value`; later stages read it as `.reduction(k)`, counted over the nest.
  case reduce(ReductionFunction, KernelValue)
  /// Stores one element for each turn of the innermost loop.
  case store(operand: Int, at: Affine, KernelValue)
  /// Stores one element for each row: once the innermost loop is folded away.
  case storeRow(operand: Int, at: Affine, KernelValue)
  /// Of `columns` nests: stores one element for each turn of all loops while they fold; the value
  /// depends on no fold.
  case storeInSweep(operand: Int, at: Affine, KernelValue)
}

/// Loops over a dense space with the stages that they carry. Indices of loops, as `Affine` counts
/// them: `outer…`, `reduced…`, `inner`.
package struct LoopNest: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable {
    /// Every stage sweeps the innermost loop; reductions fold it.
    case rows
    /// Reductions fold the `reduced` loops for every turn of `outer` and `inner`; stores come
    /// after, those in the sweep during the first fold.
    case columns
    /// One number in any element type, by one thread: step counts and learning rates.
    case scalar
  }

  package var kind: Kind
  package var outer: [Int]
  package var reduced: [Int]
  package var inner: Int
  package var body: KernelBody
  package var stages: [Stage]

  package init(
    kind: Kind, outer: [Int], reduced: [Int] = [], inner: Int, body: KernelBody, stages: [Stage]
  ) {
    self.kind = kind
    self.outer = outer
    self.reduced = reduced
    self.inner = inner
    self.body = body
    self.stages = stages
  }

  package var loopCount: Int { outer.count + reduced.count + 1 }
  package var rowCount: Int { outer.reduce(1, *) }
  package var reducedCount: Int { reduced.reduce(1, *) }

  package var reductions: [(ReductionFunction, KernelValue)] {
    stages.compactMap {
      if case .reduce(let function, let value) = $0 { (function, value) } else { nil }
    }
  }

  /// Whether all folds are of one kind and none needs the result of another.
  package var foldsInOneSweep: Bool {
    let folds = reductions
    return folds.allSatisfy { function, value in
      function == folds[0].0
        && body.needed(for: [value]).allSatisfy { step in
          if case .reduction = body[step].instruction { false } else { true }
        }
    }
  }
}

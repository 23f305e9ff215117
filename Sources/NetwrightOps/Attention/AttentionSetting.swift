import NetwrightIR
import NetwrightTensor

/// What attention and its gradient have in common: how a packed tensor is cut into heads.
package struct AttentionSetting: Hashable, Sendable {
  package let heads: Int
  /// Whether position `i` sees the positions 0 to `i` alone.
  package let isCausal: Bool

  package init(heads: Int, isCausal: Bool) {
    self.heads = heads
    self.isCausal = isCausal
  }

  package init(attributes: AttributeReader) throws(AttributeError) {
    heads = try attributes.integer("heads")
    isCausal = try attributes.flag("causal")
  }

  package var attributes: [Attribute] {
    [Attribute("heads", .integer(heads)), Attribute("causal", .flag(isCausal))]
  }

  /// The types of results and log-sum-exp for a packed operand.
  package func resultTypes(
    packed: Operand, in context: ShapeContext
  ) throws(ShapeError) -> (results: TensorType, logSumExp: TensorType) {
    try context.requireFloat(packed)
    guard packed.rank == 3 else {
      throw .rank(packed, expected: "[batch, positions, 3 · width]")
    }
    guard (1...(1 << 31)).contains(heads) else {
      throw .attribute(name: "heads", value: heads, expected: "a number from 1 to 2147483648")
    }
    let shape = packed.shape
    let unfit = ShapeError.attribute(
      name: "heads", value: heads, expected: "a divisor of a third of \(shape[2])")
    let (headWidth, whole) = try context.compute(of: packed) {
      () throws(SizeError) -> (Dim, Dim) in
      let headWidth = try shape[2].floorDivided(by: 3 * heads)
      return (headWidth, try headWidth.multiplied(by: Dim(3 * heads)))
    }
    try context.require(whole, equals: shape[2], of: packed, else: unfit)
    try context.require(.atLeast(headWidth, 1), of: packed, else: unfit)
    let width = try context.compute(of: packed) { () throws(SizeError) in
      try headWidth.multiplied(by: Dim(heads))
    }
    return (
      packed.type.with([shape[0], shape[1], width]),
      packed.type.with([shape[0], Dim(heads), shape[1]])
    )
  }

  package func geometry(packed: TensorType) -> AttentionGeometry {
    let sizes = packed.sizes
    return AttentionGeometry(
      batch: sizes[0], heads: heads, positions: sizes[1], headWidth: sizes[2] / (3 * heads),
      isCausal: isCausal)
  }
}

extension AttentionGeometry {
  /// Pairs of a query and a key that it sees, over all heads.
  package var pairCount: Int {
    let each = isCausal ? positions : saturatingProduct([2, positions])
    let seen = isCausal ? positions.addingReportingOverflow(1).partialValue : positions
    return saturatingProduct([batch, heads, each, max(seen, 0)]) / 2
  }

  /// Where a head's rows begin in a packed tensor; `number` is 0 for queries, 1 for keys, 2 for
  /// values.
  func packedRow(_ number: Int, batch: Int, head: Int, position: Int) -> Int {
    ((batch * positions + position) * 3 + number) * heads * headWidth + head * headWidth
  }

  /// Where a head's rows begin in a tensor `[batch, positions, width]`.
  func row(batch: Int, head: Int, position: Int) -> Int {
    (batch * positions + position) * heads * headWidth + head * headWidth
  }

  /// Where a row's log-sum-exp stands.
  func place(batch: Int, head: Int, position: Int) -> Int {
    (batch * heads + head) * positions + position
  }

  /// `body(batch, head, query)` for every row.
  func forEachQuery(_ body: (Int, Int, Int) -> Void) {
    for batch in 0..<batch {
      for head in 0..<heads {
        for query in 0..<positions { body(batch, head, query) }
      }
    }
  }

  /// The scores of a query with the keys that it sees, in ascending order.
  func scores<Scalar: ReferenceScalar>(
    _ packed: [Scalar], batch: Int, head: Int, query: Int
  ) -> [Scalar] {
    let scale = 1 / Scalar(headWidth).squareRoot()
    let own = packedRow(0, batch: batch, head: head, position: query)
    return (0..<(isCausal ? query + 1 : positions)).map { key in
      let other = packedRow(1, batch: batch, head: head, position: key)
      var sum: Scalar = 0
      for feature in 0..<headWidth { sum += packed[own + feature] * packed[other + feature] }
      return sum * scale
    }
  }
}

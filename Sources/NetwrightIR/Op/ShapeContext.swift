import NetwrightTensor

/// Answers an op's questions about sizes, and does its checked arithmetic.
package struct ShapeContext: Sendable {
  package var solver: Solver
  /// How many nodes a graph may have, those of regions included.
  let maximumNodes: Int

  package init(solver: Solver = Solver(), maximumNodes: Int = .max) {
    self.solver = solver
    self.maximumNodes = maximumNodes
  }

  /// The types of an op's results, in their shortest form.
  package func resultTypes(
    of op: any Op, on operands: [Operand], regions: [Graph]
  ) throws(ShapeError) -> [TensorType] {
    var types = try op.resultTypes(of: operands, regions: regions, in: self)
    for index in types.indices { types[index] = solver.simplified(types[index]) }
    return types
  }

  /// Passes where the two sizes are equal for every admissible value, otherwise throws `error`, or
  /// `inconclusive` where that cannot be decided.
  package func require(
    _ found: Dim, equals expected: Dim, of operand: Operand, else error: ShapeError
  ) throws(ShapeError) {
    try require(.equal(found, expected), of: operand, else: error)
  }

  /// The same for any claim about sizes.
  package func require(
    _ claim: SizeClaim, of operand: Operand, else error: ShapeError
  ) throws(ShapeError) {
    switch solver.truth(of: claim) {
    case .yes: return
    case .no: throw error
    case .inconclusive: throw .inconclusive(solver.advice(on: claim), at: operand)
    }
  }

  package func requireSameShape(_ left: Operand, _ right: Operand) throws(ShapeError) {
    guard left.rank == right.rank else { throw .shapesDiffer(left, right) }
    for (a, b) in zip(left.shape.dims, right.shape.dims) {
      try require(b, equals: a, of: right, else: .shapesDiffer(left, right))
    }
  }

  package func requireCount(_ operands: [Operand], _ count: Int) throws(ShapeError) {
    guard operands.count == count else {
      throw .operandCount(expected: count, found: operands.count)
    }
  }

  package func requireFloat(_ operand: Operand) throws(ShapeError) {
    guard operand.type.dtype.isFloat else { throw .dtype(operand, expected: "f32") }
  }

  package func require(_ operand: Operand, dtype: DType) throws(ShapeError) {
    guard operand.type.dtype == dtype else { throw .dtype(operand, expected: dtype.rawValue) }
  }

  package func product(_ dims: some Sequence<Dim>, of operand: Operand? = nil) throws(ShapeError)
    -> Dim
  {
    do {
      var result = Dim(1)
      for dim in dims { result = try result.multiplied(by: dim) }
      return result
    } catch { throw .size(error, operand) }
  }

  /// No size is negative, and elements of eight bytes can be counted and addressed in 63 bits, also
  /// where some axis is empty.
  package func requireAddressable(_ types: [TensorType]) throws(ShapeError) {
    for type in types where !Self.isPlainlyAddressable(type) {
      let operand = Operand(type)
      var factors: [Dim] = [8]
      for dim in type.shape.dims {
        try require(
          .atLeast(dim, 0), of: operand,
          else: .attribute(
            name: "size", value: dim.constant ?? -1, expected: "a number from 0 up"))
        if dim != 0 { factors.append(dim) }
      }
      _ = try product(factors, of: operand)
    }
  }

  /// Whether the sizes are numbers or names, which are never negative, and the product of the numbers
  /// is no trouble: nearly always, and soon told.
  private static func isPlainlyAddressable(_ type: TensorType) -> Bool {
    var bytes = 8
    for dim in type.shape.dims where !dim.isName {
      guard let size = dim.constant, size >= 0 else { return false }
      let (product, overflow) = bytes.multipliedReportingOverflow(by: max(size, 1))
      if overflow { return false }
      bytes = product
    }
    return true
  }

  /// Runs checked size arithmetic; its errors name `operand`.
  package func compute<Result>(
    of operand: Operand? = nil, _ body: () throws(SizeError) -> Result
  ) throws(ShapeError) -> Result {
    do { return try body() } catch { throw .size(error, operand) }
  }

  /// How many windows fit: `⌊(size + padding − dilation·(window − 1) − 1) / stride⌋ + 1`.
  package func windowCount(
    size: Dim, padding: Int, window: Int, dilation: Int, stride: Int, of operand: Operand
  ) throws(ShapeError) -> Dim {
    for (name, value) in [("kernel", window), ("dilation", dilation), ("stride", stride)]
    where value < 1 || value > 1 << 31 {
      throw .attribute(name: name, value: value, expected: "a number from 1 to 2147483648")
    }
    guard (0...(1 << 31)).contains(padding) else {
      throw .attribute(name: "padding", value: padding, expected: "a number from 0 to 2147483648")
    }
    let (spread, overflow) = dilation.multipliedReportingOverflow(by: window - 1)
    guard !overflow, spread < Int.max else { throw .size(.overflow, operand) }
    let extent = spread + 1
    let available = try compute(of: operand) { () throws(SizeError) in
      try size.adding(Dim(padding))
    }
    try require(
      .atLeast(available, Dim(extent)), of: operand,
      else: .windowExceedsInput(operand, window: extent, available: available))
    return try compute(of: operand) { () throws(SizeError) in
      try available.subtracting(Dim(extent)).floorDivided(by: stride).adding(1)
    }
  }
}

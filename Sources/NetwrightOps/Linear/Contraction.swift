import NetwrightIR
import NetwrightTensor

/// Matrix product `a · b`, once for each index of the leading axes.
///
/// - Shapes: `a: [batch…, m, k]`, `b: [batch…, k, n]` → `[batch…, m, n]`; with `transpose_left`
///   `a` is stored as `[batch…, k, m]`, with `transpose_right` `b` as `[batch…, n, k]`. Leading
///   axes are equal; nothing broadcasts.
/// - Dtype: `f32` (`f64` in the interpreter). The reference sums over `k` in ascending order;
///   kernels may reassociate, within their declared tolerance.
/// - Gradient: `∂a = g · bᵀ`, `∂b = aᵀ · g`, stored the way the operand is.
/// - Cost: `2·batch·m·k·n` floating-point operations per call.
/// - Errors: `E0301` when an operand has rank below 2; `E0302` when the inner sizes differ; `E0303`
///   when the leading axes do.
package struct Contraction: Op {
  package static let keyword = "contraction"
  package static let traits: OpTraits = [.skeleton, .epilogue]
  package static let examples = [
    OpExample(Contraction(), [[2, 3], [3, 4]], result: [2, 4]),
    OpExample(Contraction(transposeLeft: true), [[3, 2], [3, 4]], result: [2, 4]),
    OpExample(Contraction(transposeRight: true), [[2, 3], [4, 3]], result: [2, 4]),
    OpExample(
      Contraction(transposeLeft: true, transposeRight: true), [[3, 2], [4, 3]], result: [2, 4]),
    OpExample(Contraction(), [[2, 2, 3], [2, 3, 4]], result: [2, 2, 4]),
    OpExample(Contraction(), [[17, 33], [33, 19]], result: [17, 19]),
  ]

  package let transposeLeft: Bool
  package let transposeRight: Bool

  package init(transposeLeft: Bool = false, transposeRight: Bool = false) {
    self.transposeLeft = transposeLeft
    self.transposeRight = transposeRight
  }

  package init(attributes: AttributeReader) throws(AttributeError) {
    transposeLeft = try attributes.flag("transpose_left")
    transposeRight = try attributes.flag("transpose_right")
  }

  package var attributes: [Attribute] {
    [
      Attribute("transpose_left", .flag(transposeLeft)),
      Attribute("transpose_right", .flag(transposeRight)),
    ]
  }

  package func resultTypes(
    of inputs: [Operand], regions: [Graph], in context: ShapeContext
  ) throws(ShapeError) -> [TensorType] {
    try context.requireCount(inputs, 2)
    let (left, right) = (inputs[0], inputs[1])
    for operand in inputs {
      try context.requireFloat(operand)
      guard operand.rank >= 2 else { throw .rank(operand, expected: "a matrix") }
    }
    guard left.rank == right.rank else { throw .shapesDiffer(left, right) }
    let rank = left.rank
    for axis in 0..<rank - 2 {
      try context.require(
        right.shape[axis], equals: left.shape[axis], of: right, else: .shapesDiffer(left, right))
    }
    let (m, k) = orient(left.shape, transposed: transposeLeft)
    let (rows, n) = orient(right.shape, transposed: transposeRight)
    try context.require(
      rows, equals: k, of: right, else: .innerSizesDiffer(left: left, right: right))
    return [left.type.with(Shape(left.shape.dims.prefix(rank - 2) + [m, n]))]
  }

  private func orient(_ shape: Shape, transposed: Bool) -> (Dim, Dim) {
    let (first, second) = (shape[shape.rank - 2], shape[shape.rank - 1])
    return transposed ? (second, first) : (first, second)
  }

  package func gradient(at site: GradientSite, in graph: inout GraphBuilder) -> [Value?] {
    let (a, b, g) = (site.inputs[0], site.inputs[1], site.upstream)
    let left =
      transposeLeft
      ? graph.contract(b, g, transposeLeft: transposeRight, transposeRight: true)
      : graph.contract(g, b, transposeRight: !transposeRight)
    let right =
      transposeRight
      ? graph.contract(g, a, transposeLeft: true, transposeRight: transposeLeft)
      : graph.contract(a, g, transposeLeft: !transposeLeft)
    return [left, right]
  }

  package func evaluate<Scalar: ReferenceScalar>(_ call: inout ReferenceCall<Scalar>) {
    let form = form(inputs: call.inputTypes)
    let a = call.inputs[0].elements
    // The right side by rows, so that the innermost loop runs along all three.
    let b =
      transposeRight
      ? call.inputs[1].gathered(
        over: [form.batches, form.depth, form.columns],
        strides: [form.depth * form.columns, 1, form.depth])
      : call.inputs[1].elements
    let (leftRow, leftDepth) = transposeLeft ? (1, form.rows) : (form.depth, 1)
    call.results[0].elements.withUnsafeMutableBufferPointer { results in
      b.withUnsafeBufferPointer { b in
        for row in 0..<form.batches * form.rows {
          let (batch, inner) = row.quotientAndRemainder(dividingBy: form.rows)
          let left = batch * form.rows * form.depth + inner * leftRow
          let first = row * form.columns
          let sums = UnsafeMutableBufferPointer(rebasing: results[first..<first + form.columns])
          for depth in 0..<form.depth {
            let factor = a[left + depth * leftDepth]
            let right = (batch * form.depth + depth) * form.columns
            let terms = UnsafeBufferPointer(rebasing: b[right..<right + form.columns])
            for column in 0..<form.columns { sums[column] += factor * terms[column] }
          }
        }
      }
    }
  }

  private func form(inputs: [TensorType]) -> ContractionForm {
    let (left, right) = (inputs[0].sizes, inputs[1].sizes)
    let rank = left.count
    return ContractionForm(
      batches: left.prefix(rank - 2).reduce(1, *),
      rows: left[transposeLeft ? rank - 1 : rank - 2],
      columns: right[transposeRight ? rank - 2 : rank - 1],
      depth: left[transposeLeft ? rank - 2 : rank - 1],
      transposeLeft: transposeLeft, transposeRight: transposeRight)
  }

  package func skeleton(inputs: [TensorType], results: [TensorType]) -> Skeleton? {
    .contraction(form(inputs: inputs))
  }

  package func operationCount(inputs: [TensorType], results: [TensorType]) -> Int {
    saturatingProduct([2, form(inputs: inputs).depth, results[0].elementCount])
  }
}

extension GraphBuilder {
  package mutating func contract(
    _ a: Value, _ b: Value, transposeLeft: Bool = false, transposeRight: Bool = false
  ) -> Value {
    apply(Contraction(transposeLeft: transposeLeft, transposeRight: transposeRight), a, b)
  }
}

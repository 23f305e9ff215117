import NetwrightIR
import NetwrightTensor

/// Tensors one after the other along an axis.
///
/// - Shapes: `x₀, x₁, …`, alike but for axis `axis` → the same, with the sizes of that axis added.
///   Along the axis, all but the last have a bound size.
/// - Dtype: any, the same for all.
/// - Gradient: `∂xᵢ` = the slice of `g` that came of `xᵢ`.
/// - Cost: a copy of the result.
/// - Errors: `E0306` without operands; `E0307` when the axis does not exist; `E0303` when the other
///   sizes differ; `E0305` when the element types do; `E0314` for a size that is not bound.
package struct Concatenate: Op {
  package static let keyword = "concatenate"
  package static let traits: OpTraits = [.skeleton]
  package static let examples = [
    OpExample(Concatenate(axis: 1), [[2, 3], [2, 1]], result: [2, 4]),
    OpExample(Concatenate(axis: 0), [[1, 3], [2, 3], [0, 3]], result: [3, 3]),
    OpExample(Concatenate(axis: 0), [[5]], result: [5]),
  ]

  package let axis: Int
  package init(axis: Int) { self.axis = axis }

  package init(attributes: AttributeReader) throws(AttributeError) {
    axis = try attributes.integer("axis")
  }

  package var attributes: [Attribute] { [Attribute("axis", .integer(axis))] }

  package func resultTypes(
    of inputs: [Operand], regions: [Graph], in context: ShapeContext
  ) throws(ShapeError) -> [TensorType] {
    guard let first = inputs.first else { throw .operandCount(expected: 1, found: 0) }
    guard first.shape.dims.indices.contains(axis) else { throw .axis(axis, first) }
    var dims = first.shape.dims
    for (position, input) in inputs.enumerated() {
      guard input.type.dtype == first.type.dtype else {
        throw .dtype(input, expected: first.type.dtype.rawValue)
      }
      guard input.rank == first.rank else { throw .shapesDiffer(first, input) }
      for other in dims.indices where other != axis {
        try context.require(
          input.shape[other], equals: dims[other], of: input, else: .shapesDiffer(first, input))
      }
      if position < inputs.count - 1, input.shape[axis].constant == nil {
        throw .size(.unbound(input.shape[axis].description), input)
      }
      if position == 0 { continue }
      dims[axis] = try context.compute(of: input) { () throws(SizeError) in
        try dims[axis].adding(input.shape[axis])
      }
    }
    return [first.type.with(Shape(dims))]
  }

  /// Where each operand starts along the axis.
  private func starts(_ types: [TensorType]) -> [Int] {
    var starts: [Int] = []
    var next = 0
    for type in types {
      starts.append(next)
      next += type.shape[axis].constant ?? 0
    }
    return starts
  }

  private func corner(_ start: Int, rank: Int) -> [Int] {
    var corner = [Int](repeating: 0, count: rank)
    corner[axis] = start
    return corner
  }

  package func gradient(at site: GradientSite, in graph: inout GraphBuilder) -> [Value?] {
    let types = site.inputs.map { graph.type(of: $0) }
    return zip(types, starts(types)).map { type, start in
      graph.slice(
        site.upstream, starts: corner(start, rank: type.rank), sizes: type.shape)
    }
  }

  package func evaluate<Scalar: ReferenceScalar>(_ call: inout ReferenceCall<Scalar>) {
    let strides = call.results[0].strides
    for (input, start) in zip(call.inputs, starts(call.inputTypes)) {
      call.results[0].place(input, strides: strides, from: start * strides[axis])
    }
  }

  package func skeleton(inputs: [TensorType], results: [TensorType]) -> Skeleton? {
    let parts = starts(inputs).enumerated().map { position, start in
      AssemblyPart(input: position, starts: corner(start, rank: results[0].rank))
    }
    return .assembly(fill: nil, parts)
  }
}

extension GraphBuilder {
  /// The only operand itself where there is just one.
  package mutating func concatenate(_ parts: [Value], axis: Int) -> Value {
    parts.count == 1 ? parts[0] : apply(Concatenate(axis: axis), list: parts)[0]
  }
}

import NetwrightDiagnostics
import NetwrightSyntax
import NetwrightTensor

/// What a block takes as an input: a tensor type in which `?` stands for any size, such as
/// `f32[batch, ?, ?, 16]` or `i32[batch] in 0..<classes`.
package struct TypePattern: Hashable, Sendable, CustomStringConvertible {
  package let dtype: DType
  /// `nil` for any size.
  package let dims: [Dim?]
  /// Integers must be known to lie in `0..<bound`.
  package let bound: Int?

  package init(dtype: DType, dims: [Dim?], bound: Int? = nil) {
    self.dtype = dtype
    self.dims = dims
    self.bound = bound
  }

  /// Why a tensor is not of this form.
  package enum Misfit {
    /// In words.
    case never(String)
    case undecided(SizeAdvice)
  }

  /// `nil` where a tensor is of this form, whatever the dimensions are.
  package func misfit(_ type: TensorType, bound found: Int?, in solver: Solver) -> Misfit? {
    guard type.dtype == dtype else { return .never("its elements are \(type.dtype.rawValue)") }
    guard type.rank == dims.count else {
      return .never("it has \(type.rank) axes, not \(dims.count)")
    }
    for (axis, dim) in dims.enumerated() {
      guard let dim else { continue }
      let claim = SizeClaim.equal(type.shape[axis], dim)
      switch solver.truth(of: claim) {
      case .yes: continue
      case .no: return .never("axis \(axis) is \(type.shape[axis]), not \(dim)")
      case .inconclusive: return .undecided(solver.advice(on: claim))
      }
    }
    guard let bound else { return nil }
    guard let found else { return .never("the range of its integers is not declared") }
    return found <= bound ? nil : .never("its integers reach \(found - 1)")
  }

  /// The first axis whose size does not fit, where all else does.
  package func misfittingAxis(_ type: TensorType, in solver: Solver) -> Int? {
    guard type.dtype == dtype, type.rank == dims.count else { return nil }
    return dims.indices.first { axis in
      dims[axis].map { solver.equal(type.shape[axis], $0) != .yes } ?? false
    }
  }

  /// Whether an axis may be of any size.
  package var isOpen: Bool { dims.contains(nil) }

  /// A pattern that a tensor with another number of axes fits, the batch named where it has one.
  package func fitted(to type: TensorType) -> TypePattern {
    let batch = Dim(symbol: Dim.batchName)
    let dims = type.shape.dims.map { $0 == batch ? batch : nil }
    return TypePattern(
      dtype: type.dtype, dims: dims, bound: type.dtype == dtype ? bound : nil)
  }

  package var description: String {
    let sizes = dims.map { $0?.description ?? "?" }.joined(separator: ", ")
    return "\(dtype.rawValue)[\(sizes)]" + (bound.map { " in 0..<\($0)" } ?? "")
  }
}

extension ValueType where Value == TypePattern {
  package static var typePattern: ValueType {
    let name = "a tensor type such as \"f32[batch, ?, 10]\""
    return ValueType(name, form: .pattern(DeclaredType.pattern)) {
      (node, decoder) throws(Poisoned) in
      let (text, bound) = try decoder.typeAndRange(node, expecting: name)
      let (dtype, dims) = try decoder.reading(node, expecting: name) {
        names, solver throws(DimensionParser.Failure) in
        try DimensionParser.pattern(text, names: names, solver: solver)
      }
      let pattern = TypePattern(dtype: dtype, dims: dims, bound: bound)
      try decoder.requirePositive(pattern.dims.compactMap { $0 }, at: node)
      if bound != nil { try decoder.requireIntegers(pattern.dtype, at: node) }
      return pattern
    } text: {
      "\"\($0)\""
    }
  }
}

import NetwrightTensor

/// `offset + Σ coefficients[axis] · loop[axis]`, over the loops of a kernel.
package struct Affine: Hashable, Sendable {
  package var offset: Int
  package var coefficients: [Int]

  package init(offset: Int, coefficients: [Int]) {
    self.offset = offset
    self.coefficients = coefficients
  }

  package init(constant: Int, loops: Int) {
    self.init(offset: constant, coefficients: Array(repeating: 0, count: loops))
  }

  package init(loop: Int, of loops: Int) {
    self.init(constant: 0, loops: loops)
    coefficients[loop] = 1
  }

  package static func + (a: Affine, b: Affine) -> Affine {
    Affine(
      offset: a.offset + b.offset, coefficients: zip(a.coefficients, b.coefficients).map(+))
  }

  package static func * (a: Affine, factor: Int) -> Affine {
    Affine(offset: a.offset * factor, coefficients: a.coefficients.map { $0 * factor })
  }

  package func value(at loops: [Int]) -> Int {
    zip(coefficients, loops).reduce(offset) { $0 + $1.0 * $1.1 }
  }

  /// How far one step of the innermost loop moves.
  package var innerStride: Int { coefficients.last ?? 0 }
}

/// Where in a tensor a kernel stands: one affine index for each axis of the tensor.
package struct IndexMap: Hashable, Sendable {
  package var axes: [Affine]
  package init(_ axes: [Affine]) { self.axes = axes }

  /// The offset in elements into a row-major tensor of these sizes.
  package func linear(sizes: [Int], loops: Int) -> Affine {
    var result = Affine(constant: 0, loops: loops)
    for (axis, stride) in zip(axes, rowMajorStrides(sizes)) { result = result + axis * stride }
    return result
  }
}

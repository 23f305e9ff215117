import NetwrightIR
import NetwrightTensor

/// What a convolution and its two gradients share: windows, groups, and the sizes they imply.
package struct ConvolutionSetting: Hashable, Sendable {
  package var window: Window2D
  package var groups: Int

  package init(_ window: Window2D = Window2D(), groups: Int = 1) {
    self.window = window
    self.groups = groups
  }

  package init(attributes: AttributeReader) throws(AttributeError) {
    window = try Window2D(attributes: attributes, dilated: true)
    groups = try attributes.integer("groups")
  }

  package var attributes: [Attribute] {
    window.attributes(dilated: true) + [Attribute("groups", .integer(groups))]
  }

  /// The result `[n, oh, ow, f]` of input `[n, h, w, c]` and filter `[kh, kw, c / groups, f]`.
  package func resultType(
    input: Operand, filter: Operand, in context: ShapeContext
  ) throws(ShapeError) -> TensorType {
    try context.requireFloat(input)
    try context.require(filter, dtype: input.type.dtype)
    guard filter.rank == 4 else {
      throw .rank(filter, expected: "[height, width, channels / groups, filters]")
    }
    let counts = try window.counts(over: input, kernel: kernel(of: filter), in: context)
    let channels = try share(of: input.shape[3], of: input, in: context)
    try context.require(
      filter.shape[2], equals: channels, of: filter,
      else: .sizesDiffer(filter, axis: 2, expected: channels))
    _ = try share(of: filter.shape[3], of: filter, in: context)
    return input.type.with(Shape([input.shape[0], counts[0], counts[1], filter.shape[3]]))
  }

  /// Rows and columns of a filter, which must be bound.
  private func kernel(of filter: Operand) throws(ShapeError) -> [Int] {
    var kernel: [Int] = []
    for size in filter.shape.dims.prefix(2) {
      guard let size = size.constant else { throw .size(.unbound(size.description), filter) }
      kernel.append(size)
    }
    return kernel
  }

  /// What one group has of `channels`.
  package func share(
    of channels: Dim, of operand: Operand, in context: ShapeContext
  ) throws(ShapeError) -> Dim {
    guard (1...(1 << 31)).contains(groups) else {
      throw .attribute(name: "groups", value: groups, expected: "a number from 1 to 2147483648")
    }
    let share = try context.compute(of: operand) { () throws(SizeError) in
      try channels.floorDivided(by: groups)
    }
    let whole = try context.compute(of: operand) { () throws(SizeError) in
      try share.multiplied(by: Dim(groups))
    }
    try context.require(
      whole, equals: channels, of: operand,
      else: .groups(operand, groups: groups, channels: channels))
    return share
  }

  /// The sizes as the kernels take them, of bound types.
  package func geometry(input: TensorType, filter: [Int]) -> ConvolutionGeometry {
    var geometry = ConvolutionGeometry()
    let sizes = input.sizes
    (geometry.batch, geometry.height) = (sizes[0], sizes[1])
    (geometry.width, geometry.channels) = (sizes[2], sizes[3])
    (geometry.kernelHeight, geometry.kernelWidth) = (filter[0], filter[1])
    geometry.filters = filter[3]
    (geometry.strideHeight, geometry.strideWidth) = (window.strides[0], window.strides[1])
    (geometry.paddingTop, geometry.paddingLeft) = (window.padding[0], window.padding[1])
    (geometry.paddingBottom, geometry.paddingRight) = (window.padding[2], window.padding[3])
    (geometry.dilationHeight, geometry.dilationWidth) = (window.dilations[0], window.dilations[1])
    geometry.groups = groups
    return geometry
  }
}

/// Offsets of one product of a convolution into its three tensors, in elements.
package struct ConvolutionTerm {
  package var input: Int
  package var filter: Int
  package var result: Int
}

extension ConvolutionGeometry {
  /// Calls `body` with every product, in row-major order of the result, then of the filter.
  @inline(__always)
  package func forEachTerm(_ body: (ConvolutionTerm) -> Void) {
    let (share, filtersPerGroup) = (channels / groups, filters / groups)
    forEachIndex(of: [batch, outputHeight, outputWidth, filters, kernelHeight, kernelWidth]) { at in
      let row = at[1] * strideHeight + at[4] * dilationHeight - paddingTop
      let column = at[2] * strideWidth + at[5] * dilationWidth - paddingLeft
      guard (0..<height).contains(row), (0..<width).contains(column) else { return }
      let first = at[3] / filtersPerGroup * share
      for channel in 0..<share {
        body(
          ConvolutionTerm(
            input: ((at[0] * height + row) * width + column) * channels + first + channel,
            filter: ((at[4] * kernelWidth + at[5]) * share + channel) * filters + at[3],
            result: ((at[0] * outputHeight + at[1]) * outputWidth + at[2]) * filters + at[3]))
      }
    }
  }

  /// Twice the products that are summed, padding included; the largest Int where there are more.
  package var operationCount: Int {
    saturatingProduct([
      2, batch, outputHeight, outputWidth, filters, kernelHeight, kernelWidth, channels / groups,
    ])
  }
}

/// The product; the largest Int where it would be larger. No factor is negative.
package func saturatingProduct(_ factors: [Int]) -> Int {
  if factors.contains(0) { return 0 }
  return factors.reduce(1) { product, factor in
    let (next, overflow) = product.multipliedReportingOverflow(by: factor)
    return overflow ? Int.max : next
  }
}

import NetwrightIR
import NetwrightTensor

/// What the pooling ops share: the windows and the sizes they imply.
package struct PoolSetting: Hashable, Sendable {
  /// Rows and columns of a window.
  package var size: [Int]
  package var window: Window2D

  package init(size: [Int], strides: [Int], padding: [Int] = [0, 0, 0, 0]) {
    self.size = size
    window = Window2D(strides: strides, padding: padding)
  }

  package init(attributes: AttributeReader) throws(AttributeError) {
    size = try attributes.list("window", count: 2)
    window = try Window2D(attributes: attributes, dilated: false)
  }

  package var attributes: [Attribute] {
    [Attribute("window", .integers(size))] + window.attributes(dilated: false)
  }

  /// The result `[n, oh, ow, c]` of input `[n, h, w, c]`. Padding is smaller than the window, so
  /// that every window holds an element.
  package func resultType(
    input: Operand, in context: ShapeContext
  ) throws(ShapeError) -> TensorType {
    try context.requireFloat(input)
    let counts = try window.counts(over: input, kernel: size, in: context)
    for (index, margin) in window.padding.enumerated() where margin >= size[index % 2] {
      throw .attribute(
        name: "padding", value: margin, expected: "less than the window, \(size[index % 2])")
    }
    for axis in 1...2 {
      try context.require(
        .atLeast(input.shape[axis], 1), of: input,
        else: .windowExceedsInput(input, window: 1, available: input.shape[axis]))
    }
    return input.type.with(Shape([input.shape[0], counts[0], counts[1], input.shape[3]]))
  }

  /// Checks that `upstream` is what pooling makes of `input`, and returns the type of `input`.
  package func gradientType(
    input: Operand, upstream: Operand, in context: ShapeContext
  ) throws(ShapeError) -> TensorType {
    let result = try resultType(input: input, in: context)
    try context.require(upstream, dtype: input.type.dtype)
    try context.requireSameShape(Operand(result), upstream)
    return input.type
  }

  /// The sizes as the kernels take them, of a bound type.
  package func geometry(_ input: TensorType) -> PoolGeometry {
    var geometry = PoolGeometry()
    let sizes = input.sizes
    (geometry.batch, geometry.height) = (sizes[0], sizes[1])
    (geometry.width, geometry.channels) = (sizes[2], sizes[3])
    (geometry.windowHeight, geometry.windowWidth) = (size[0], size[1])
    (geometry.strideHeight, geometry.strideWidth) = (window.strides[0], window.strides[1])
    (geometry.paddingTop, geometry.paddingLeft) = (window.padding[0], window.padding[1])
    (geometry.paddingBottom, geometry.paddingRight) = (window.padding[2], window.padding[3])
    return geometry
  }
}

extension PoolGeometry {
  /// Calls `body` with the offset of every result and the offsets of the input elements under its
  /// window, both row-major; padding is left out.
  @inline(__always)
  package func forEachWindow(_ body: (_ result: Int, _ elements: [Int]) -> Void) {
    var result = 0
    var elements: [Int] = []
    forEachIndex(of: [batch, outputHeight, outputWidth, channels]) { at in
      let (top, left) = (at[1] * strideHeight - paddingTop, at[2] * strideWidth - paddingLeft)
      elements.removeAll(keepingCapacity: true)
      for row in max(0, top)..<min(height, top + windowHeight) {
        for column in max(0, left)..<min(width, left + windowWidth) {
          elements.append(((at[0] * height + row) * width + column) * channels + at[3])
        }
      }
      body(result, elements)
      result += 1
    }
  }

  /// One operation for each element of each window; the largest Int where there are more.
  package var operationCount: Int {
    saturatingProduct([batch, outputHeight, outputWidth, channels, windowHeight, windowWidth])
  }
}

import NetwrightIR
import NetwrightOps
import NetwrightTensor

extension ONNXBuilder {
  /// Vectors are matrices of one row or column; the axes before the last two are repeated.
  mutating func matrixProduct() throws -> Value {
    var (left, right) = (operandValues[0], operandValues[1])
    let (isRow, isColumn) = (rank(left) == 1, rank(right) == 1)
    if isRow { left = try add(Reshape(to: [1, shape(left)[0]]), [left]) }
    if isColumn { right = try add(Reshape(to: [shape(right)[0], 1]), [right]) }
    let leading = try joint([left, right].map { Shape(Array(shape($0).dims.dropLast(2))) })
    left = try repeated(left, to: Shape(leading.dims + shape(left).dims.suffix(2)))
    right = try repeated(right, to: Shape(leading.dims + shape(right).dims.suffix(2)))
    let product = try add(Contraction(), [left, right])
    var dims = shape(product).dims
    if isColumn { dims.removeLast() }
    if isRow { dims.remove(at: dims.count - (isColumn ? 1 : 2)) }
    return isRow || isColumn ? try add(Reshape(to: Shape(dims)), [product]) : product
  }

  mutating func convolution() throws -> Value {
    let (image, weight) = (operandValues[0], operandValues[1])
    if rank(image) == 5, rank(weight) == 5 { throw OutOfScope(reason: "windows of three axes") }
    // One axis of pixels is a picture of one row.
    let isLine = rank(weight) == 3
    var x = image
    if isLine, rank(image) == 3 {
      let sizes = shape(image).dims
      x = try add(Reshape(to: [sizes[0], sizes[1], 1, sizes[2]]), [image])
    }
    let filter = graph.input("filter", graph.type(of: weight).with(try filterShape(weight, isLine)))
    x = try channelsLast(x)
    let kernel = shape(filter).dims.prefix(2).compactMap(\.constant)
    let window = window(kernel, over: x, isLine)
    let setting = ConvolutionSetting(window, groups: test.integer("group", default: 1))
    let result = try channelsFirst(add(Convolution(setting), [x, filter]))
    guard isLine else { return result }
    let sizes = shape(result).dims
    return try add(Reshape(to: [sizes[0], sizes[1], sizes[3]]), [result])
  }

  /// `[f, c, …]` → `[…, c, f]`, with the sizes of the window that are stated.
  func filterShape(_ weight: Value, _ isLine: Bool) throws -> Shape {
    let sizes = shape(weight).dims
    var pixels = Array(sizes.dropFirst(2))
    if let stated = test.integers("kernel_shape") { pixels = stated.map { Dim($0) } }
    if isLine { pixels.insert(1, at: 0) }
    return Shape(pixels + [sizes[1], sizes[0]])
  }

  mutating func pool() throws -> Value {
    let kernel = test.integers("kernel_shape") ?? []
    guard kernel.count == 2 else { throw OutOfScope(reason: "windows of three axes") }
    guard test.integers("dilations") == nil else {
      throw OutOfScope(reason: "windows of poolings have no gaps")
    }
    guard test.results.count < 2 else {
      throw OutOfScope(reason: "no op gives places of largest elements")
    }
    let x = try channelsLast(operandValues[0])
    let window = window(kernel, over: x, false)
    guard zip(window.padding, kernel + kernel).allSatisfy({ $0 < max($1, 1) }) else {
      throw OutOfScope(reason: "windows of poolings hold at least one element")
    }
    let setting = PoolSetting(size: kernel, strides: window.strides, padding: window.padding)
    let op: any Op =
      test.keyword == "MaxPool"
      ? MaximumPool(setting) : AveragePool(setting, countIncludesPadding: false)
    return try channelsFirst(add(op, [x]))
  }

  /// ONNX states padding for all axes and then again; `SAME` makes ⌈size / stride⌉ results.
  func window(_ kernel: [Int], over image: Value, _ isLine: Bool) -> Window2D {
    func both(_ name: String) -> [Int] {
      let values = test.integers(name) ?? [1, 1]
      return isLine ? [1, values[0]] : values
    }
    let (strides, dilations) = (both("strides"), both("dilations"))
    var padding = test.integers("pads") ?? [0, 0, 0, 0]
    let rule = test.attributes["auto_pad"]
    if rule == "SAME_UPPER" || rule == "SAME_LOWER" {
      let sizes = shape(image).dims.dropFirst().prefix(2).compactMap(\.constant)
      for axis in 0..<2 {
        let count = (sizes[axis] + strides[axis] - 1) / strides[axis]
        let reach = (count - 1) * strides[axis] + (kernel[axis] - 1) * dilations[axis] + 1
        let total = max(0, reach - sizes[axis])
        let small = total / 2
        padding[axis] = rule == "SAME_UPPER" ? small : total - small
        padding[axis + 2] = total - padding[axis]
      }
    }
    return Window2D(strides: strides, padding: padding, dilations: dilations)
  }

  mutating func batchNorm() throws -> [Value] {
    guard rank(operandValues[0]) >= 2 else {
      throw OutOfScope(reason: "channels without anything that has them")
    }
    let x = try channelsLast(operandValues[0])
    let operands = [x] + operandValues.dropFirst()
    guard test.integer("training_mode", default: 0) == 1 else {
      return [try channelsFirst(add(BatchNormInference(epsilon: 1e-5), operands))]
    }
    let results = try graph.add(BatchNormTraining(epsilon: 1e-5, momentum: 0.1), operands)
    return [try channelsFirst(results[0])] + results.dropFirst()
  }
}

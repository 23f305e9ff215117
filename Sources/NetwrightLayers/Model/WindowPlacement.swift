import NetwrightIR
import NetwrightTensor

/// Windows over an image `[batch, height, width, channels]`, as convolutions and poolings have them.
struct WindowPlacement {
  let window: Pair
  let strides: Pair
  let dilations: Pair
  let padding: Padding

  init(
    window: Pair, strides: Pair, dilations: Pair = Pair(rows: 1, columns: 1), padding: Padding
  ) {
    self.window = window
    self.strides = strides
    self.dilations = dilations
    self.padding = padding
  }

  /// Top, left, bottom, right for this image; an error where a window does not fit.
  func resolved(
    over image: ModelTensor, in context: ShapeContext = ShapeContext()
  ) throws(LayerError) -> [Int] {
    let rows = try axis(
      1, image, window.rows, strides.rows, dilations.rows, top, context)
    let columns = try axis(
      2, image, window.columns, strides.columns, dilations.columns, left, context)
    return [rows.before, columns.before, rows.after, columns.after]
  }

  private var top: (Int, Int) {
    if case .explicit(let top, _, let bottom, _) = padding { (top, bottom) } else { (0, 0) }
  }
  private var left: (Int, Int) {
    if case .explicit(_, let left, _, let right) = padding { (left, right) } else { (0, 0) }
  }

  private func axis(
    _ axis: Int, _ image: ModelTensor, _ window: Int, _ stride: Int, _ dilation: Int,
    _ explicit: (Int, Int), _ context: ShapeContext
  ) throws(LayerError) -> (before: Int, after: Int) {
    // Window, dilation and padding are at most 2³¹, so the extent stays below 2⁶³.
    let extent = (window - 1) * dilation + 1
    guard let size = image.shape[axis].constant else {
      guard padding == .same else { return explicit }
      return try sameOverUnknown(axis, image, extent: extent, stride: stride, context)
    }
    if padding == .same {
      let results = size / stride + (size % stride == 0 ? 0 : 1)
      let (covered, overflow) = (results - 1).multipliedReportingOverflow(by: stride)
      guard !overflow, extent <= 1 << 31 else {
        throw .window(image, axis: axis, extent: extent, available: Dim(size))
      }
      let total = max(0, covered - size + extent)
      return (total / 2, total - total / 2)
    }
    let (available, overflow) = size.addingReportingOverflow(explicit.0 + explicit.1)
    guard !overflow, extent <= available else {
      throw .window(image, axis: axis, extent: extent, available: Dim(available))
    }
    return explicit
  }

  /// `same` over a size that may vary: the padding must not vary with it, so the size must be a
  /// multiple of the stride. Whether windows fit is for the op to say.
  private func sameOverUnknown(
    _ axis: Int, _ image: ModelTensor, extent: Int, stride: Int, _ context: ShapeContext
  ) throws(LayerError) -> (before: Int, after: Int) {
    do throws(ShapeError) {
      try context.require(
        .divides(Dim(stride), image.shape[axis]), of: image.operand,
        else: .attribute(
          name: "stride", value: stride, expected: "a divisor of \(image.shape[axis])"))
    } catch { throw .shape(error) }
    let total = max(0, extent - stride)
    return (total / 2, total - total / 2)
  }
}

extension LayerSite {
  /// The only input as an image of floats.
  func image() throws(LayerError) -> ModelTensor {
    try floats(as: .image)
  }

  /// Adds an op with one result; what it rejects is an error of the layer.
  func apply(_ op: any Op, _ inputs: [Value]) throws(LayerError) -> Value {
    do throws(ShapeError) {
      return try model.graph.add(op, inputs)[0]
    } catch { throw .shape(error) }
  }
}

import NetwrightSchema
import NetwrightTensor

/// Where the size of one axis of a layer's result comes from.
package enum AxisOrigin: Hashable, Sendable {
  /// An axis of an input, unchanged.
  case input(Int, axis: Int)
  /// The value of a key of the layer.
  case key(String)
  /// Windows over an axis of the first input.
  case windows(axis: Int)
  /// Axes of the first input, multiplied.
  case product(Range<Int>)
  /// The same axis of all inputs, added up.
  case sum
}

/// Keys that say the same of an axis in every layer that has one of them.
package enum AxisKeys {
  /// They set the last axis of a result.
  package static let width = ["units", "filters", "width"]
  /// They make windows.
  package static let windows = ["kernel", "window", "scale"]
  /// They say how windows lie.
  package static let placement = windows + ["stride", "dilation", "padding"]
}

extension Layer {
  /// What holds for most layers: a key sets the last axis, windows shrink the axes in the middle,
  /// and everything else is as it was.
  package func axisOrigin(
    _ axis: Int, of result: TensorType, from inputs: [TensorType]
  ) -> AxisOrigin? {
    guard let first = inputs.first else { return nil }
    if axis == 0, first.rank > 0 { return .input(0, axis: 0) }
    let names = Self.table.names
    if axis == result.rank - 1 {
      if let key = AxisKeys.width.first(where: names.contains) { return .key(key) }
      if first.rank > 0, first.shape[first.rank - 1] == result.shape[axis] {
        return .input(0, axis: first.rank - 1)
      }
    }
    guard axis < first.rank else { return nil }
    if first.shape[axis] == result.shape[axis] { return .input(0, axis: axis) }
    let hasWindows = AxisKeys.windows.contains(where: names.contains)
    return hasWindows && first.rank == result.rank ? .windows(axis: axis) : nil
  }
}

import NetwrightTensor

/// How an axis is called: images are `[batch, height, width, channels]`, sequences `[batch,
/// positions, features]`.
enum AxisName {
  static func of(_ axis: Int, rank: Int) -> String {
    let names: [String] =
      switch rank {
      case 2: ["batch", "features"]
      case 3: ["batch", "positions", "features"]
      case 4: ["batch", "height", "width", "channels"]
      default: []
      }
    return names.indices.contains(axis) ? names[axis] : "axis \(axis)"
  }

  /// Axes on which two shapes of the same rank differ, but for one that may.
  static func differing(
    _ left: TensorType, _ right: TensorType, except free: Int? = nil
  ) -> [Int] {
    guard left.rank == right.rank else { return [] }
    return (0..<left.rank).filter { $0 != free && left.shape[$0] != right.shape[$0] }
  }
}

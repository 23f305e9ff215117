import NetwrightTensor

/// The axes of the tensor that a layer takes.
package enum InputForm: Hashable, Sendable {
  /// Rows of features, or a sequence of them.
  case features
  /// A vector at each position.
  case sequence
  case image
  /// Channels last, with or without axes between them and the batch.
  case channels
  /// Features last, whatever stands before them.
  case lastAxis
  /// Anything with a batch.
  case rows

  package var ranks: ClosedRange<Int> {
    switch self {
    case .features: 2...3
    case .sequence: 3...3
    case .image: 4...4
    case .channels: 2...4
    case .lastAxis: 2...Shape.maximumRank
    case .rows: 1...Shape.maximumRank
    }
  }

  /// As a message names it.
  var text: String {
    switch self {
    case .features: "[batch, features] or [batch, positions, features]"
    case .sequence: "[batch, positions, features]"
    case .image: "[batch, height, width, channels]"
    case .channels: "[batch, channels] or [batch, height, width, channels]"
    case .lastAxis: "at least [batch, features]"
    case .rows: "a tensor with a batch axis"
    }
  }

  /// What makes a tensor of this form of another one.
  func help(for found: ModelTensor) -> String {
    switch self {
    case .features: "add `- flatten` before this layer"
    case .sequence:
      found.rank == 2
        ? "an `embedding` makes \(text) of the indices [batch, positions]; "
          + "`reshape` divides features into positions"
        : "`reshape` makes such an input"
    case .image:
      found.rank == 3
        ? "add an axis of channels: `- reshape: [\(found.shape[1]), \(found.shape[2]), 1]`"
        : "declare the input as an image, or `reshape` it"
    case .channels: "normalize before the axes are added, or `reshape`"
    case .lastAxis: "declare an axis of features"
    case .rows: "declare one"
    }
  }
}

/// The elements of the tensor that a layer takes.
package enum InputElements: Hashable, Sendable {
  case floats
  /// Integers in `0..<bound`.
  case indices(bound: Int)
}

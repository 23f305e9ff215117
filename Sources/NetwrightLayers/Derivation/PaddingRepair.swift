import NetwrightDiagnostics
import NetwrightTensor

/// `padding: same` in the layers whose windows have made one side of a sum smaller than the other,
/// where it makes both equal: computed from the sizes on the way, never guessed.
struct PaddingRepair {
  /// Layers that get it, each with its keys.
  private var layers: [(name: String, keys: GivenKeys)] = []
  private var result: TensorType
  private(set) var replacements: [Diagnostic.Replacement] = []

  /// `nil` where padding does not mend it.
  init?(
    _ first: ModelTensor, _ second: ModelTensor, except free: Int?, _ history: TensorHistory
  ) {
    let axes = AxisName.differing(first.type, second.type, except: free)
    guard first.rank == 4, !axes.isEmpty, axes.allSatisfy({ $0 == 1 || $0 == 2 }) else {
      return nil
    }
    result = first.type
    let isFirst = history.isMade(first, of: second) || !history.isMade(second, of: first)
    let sides = isFirst ? [(first, second), (second, first)] : [(second, first), (first, second)]
    for (changed, kept) in sides {
      result = kept.type
      if pads(changed, like: kept, history) { break }
      layers = []
    }
    guard !layers.isEmpty else { return nil }
    for layer in layers {
      guard let change = Repair.key("padding: same", into: layer.keys.node) else { return nil }
      if !replacements.contains(change) { replacements.append(change) }
    }
  }

  var help: String {
    let names = layers.prefix(4).map(\.name)
    let list =
      names.count == 1
      ? names[0] : names.dropLast().joined(separator: ", ") + " and " + (names.last ?? "")
    let (height, width) = (result.shape[1], result.shape[2])
    return "with `padding: same` in \(list) both have height \(height) and width \(width)"
  }

  /// Whether padding makes height and width of one tensor those of the other.
  private mutating func pads(
    _ changed: ModelTensor, like kept: ModelTensor, _ history: TensorHistory
  ) -> Bool {
    var ways: [ArraySlice<AxisDerivation.Step>] = []
    for axis in 1...2 {
      guard let way = history.derivation(of: axis, in: changed)?.steps,
        let other = history.derivation(of: axis, in: kept)?.steps
      else { return false }
      let common = zip(way, other).prefix { $0.maker == $1.maker && $0.size == $1.size }.count
      guard common > 0 else { return false }
      ways.append(way[(common - 1)...])
    }
    for step in ways.joined() {
      if let keys = step.windows, keys.value("padding") == nil,
        !layers.contains(where: { $0.name == step.maker })
      {
        layers.append((step.maker, keys))
      }
    }
    return zip(1...2, ways).allSatisfy { axis, way in
      size(along: way, axis) == kept.shape[axis].constant && keeps(way, axis)
    }
  }

  /// The size at the end of a way with padding; `nil` where it cannot be told.
  private func size(along way: ArraySlice<AxisDerivation.Step>, _ axis: Int) -> Int? {
    var (size, before) = (way.first?.size.constant, way.first?.size.constant)
    for step in way.dropFirst() {
      guard let keys = step.windows, let known = size else { return nil }
      if keys.value("padding") != nil {
        // Padding of its own stays; what it makes of another size is not known here.
        guard known == before else { return nil }
        size = step.size.constant
      } else {
        guard let stride = keys.stride(along: axis) else { return nil }
        size = known / stride + (known % stride == 0 ? 0 : 1)
      }
      before = step.size.constant
    }
    return size
  }

  /// Whether layers that get the padding for the other axis leave this one as it is.
  private func keeps(_ way: ArraySlice<AxisDerivation.Step>, _ axis: Int) -> Bool {
    layers.allSatisfy { layer in
      way.contains { $0.maker == layer.name } || layer.keys.stride(along: axis) == 1
    }
  }
}

extension GivenKeys {
  /// The stride of windows along an axis of an image; `nil` where it is not written as a number.
  fileprivate func stride(along axis: Int) -> Int? {
    let isPool = table.names.contains("window")
    guard let node = value("stride") ?? (isPool ? value("window") : nil) else { return 1 }
    let place = axis - 1
    let written =
      if let pair = node.sequence {
        pair.indices.contains(place) ? pair[place] : nil
      } else {
        Optional(node)
      }
    guard let number = written?.scalar.flatMap({ Int($0.text) }), number > 0 else { return nil }
    return number
  }
}

import NetwrightDiagnostics
import NetwrightSyntax
import NetwrightTensor

/// Where one size of a tensor comes from: the sizes that it had on the way, the first one first.
struct AxisDerivation {
  struct Step {
    let size: Dim
    /// "`conv2d_1`".
    let maker: String
    /// "kernel 5, stride 2"; may be empty.
    let words: String
    /// The layer or the input.
    let span: Span
    /// The keys of a layer that takes windows along the axis.
    let windows: GivenKeys?
  }

  /// What the size was set by in the beginning.
  enum Root {
    case declaration(axis: Int, type: SyntaxNode?)
    case key(String, value: SyntaxNode)
    /// Something that only the layer knows.
    case layer
  }

  fileprivate(set) var steps: [Step] = []
  fileprivate(set) var root = Root.layer
  /// Layers after the last step that have left the size as it was.
  fileprivate(set) var passed = 0
}

extension TensorHistory {
  /// Goes back from an axis to what set it. The numbers of the records fall, so it ends.
  func derivation(of axis: Int, in tensor: ModelTensor) -> AxisDerivation? {
    guard var record = record(of: tensor), (0..<record.type.rank).contains(axis) else { return nil }
    var derivation = AxisDerivation()
    var axis = axis
    while true {
      guard case .layer(let layer, let keys, let arguments) = record.maker else {
        derivation.steps.append(record.step(axis, ""))
        if case .declaration(let type) = record.maker {
          derivation.root = .declaration(axis: axis, type: type)
        }
        break
      }
      let inputs = record.inputs.map { records.indices.contains($0) ? records[$0] : nil }
      guard inputs.allSatisfy({ $0 != nil }), record.inputs.allSatisfy({ $0 >= 0 }) else {
        derivation.steps.append(record.step(axis, ""))
        break
      }
      let known = inputs.compactMap { $0 }
      let given = GivenKeys(
        node: keys, table: type(of: layer).table, values: arguments.namedTexts)
      var origin = layer.axisOrigin(axis, of: record.type, from: known.map(\.type))
      if case .key(let name)? = origin, given.value(name) == nil {
        // A default: the size of the input, where the two are the same.
        let last = (known.first?.type.rank ?? 0) - 1
        let isSame = last >= 0 && known[0].type.shape[last] == record.type.shape[axis]
        origin = isSame ? .input(0, axis: last) : nil
      }
      guard let next = derivation.follow(origin, record, axis, known, given) else { break }
      (record, axis) = next
    }
    derivation.steps.reverse()
    return derivation
  }
}

extension AxisDerivation {
  /// Adds a step and gives the tensor and axis before it; `nil` where the way ends.
  fileprivate mutating func follow(
    _ origin: AxisOrigin?, _ record: TensorHistory.Record, _ axis: Int,
    _ inputs: [TensorHistory.Record], _ given: GivenKeys
  ) -> (TensorHistory.Record, Int)? {
    func before(_ index: Int, _ axis: Int) -> (TensorHistory.Record, Int)? {
      guard inputs.indices.contains(index), (0..<inputs[index].type.rank).contains(axis) else {
        return nil
      }
      return (inputs[index], axis)
    }
    func add(_ words: String) { steps.append(record.step(axis, words)) }
    switch origin {
    case .input(let index, let axis):
      if steps.isEmpty { passed += 1 }
      return before(index, axis)
    case .windows(let axis):
      steps.append(record.step(axis, given.text(AxisKeys.placement), windows: given))
      return before(0, axis)
    case .key(let name):
      add("`\(name): \(VisibleText.of(given.value(name)?.useSpan.text ?? "", limit: 40))`")
      if let value = given.value(name) { root = .key(name, value: value) }
      return nil
    case .product(let axes):
      guard let dims = inputs.first?.type.shape.dims, axes.upperBound <= dims.count else {
        return nil
      }
      add(dims[axes].map(\.description).joined(separator: " · "))
      // The way goes on along the first axis that matters.
      return before(0, axes.first { dims[$0] != 1 } ?? axes.lowerBound)
    case .sum:
      add(Self.sum(of: inputs, along: axis))
      return nil
    case nil:
      add("")
      return nil
    }
  }

  /// "3 + 5 + …": sizes that are added up.
  private static func sum(of inputs: [TensorHistory.Record], along axis: Int) -> String {
    let parts = inputs.prefix(6).map {
      $0.type.shape.dims.indices.contains(axis) ? "\($0.type.shape[axis])" : "?"
    }
    return parts.joined(separator: " + ") + (inputs.count > 6 ? " + …" : "")
  }
}

extension TensorHistory.Record {
  fileprivate func step(
    _ axis: Int, _ words: String, windows: GivenKeys? = nil
  ) -> AxisDerivation.Step {
    AxisDerivation.Step(
      size: type.shape[axis], maker: name, words: words, span: span, windows: windows)
  }
}

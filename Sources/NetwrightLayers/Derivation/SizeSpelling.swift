import NetwrightDiagnostics
import NetwrightSyntax
import NetwrightTensor

/// How a repair writes a size: by the name of a dimension, where the spec has written it so.
extension TensorHistory {
  /// "classes" where `text` is the name of a dimension of this size, else the size.
  func spelled(_ size: Dim, as text: String?) -> String {
    guard let text, let dimension = dimensions[text], dimension.size == size else {
      return "\(size)"
    }
    return text
  }

  /// The size of an axis as it is written where it was set.
  func spelling(of axis: Int, in tensor: ModelTensor) -> String {
    let derivation = derivation(of: axis, in: tensor)
    let isPlain = derivation?.steps.count == 1
    return spelled(tensor.shape[axis], as: isPlain ? derivation?.rootSpan?.text : nil)
  }

  /// The declared type of an input or target as it is written, without a range.
  func declaredText(of tensor: ModelTensor) -> String? {
    record(of: tensor).flatMap { declaredText(of: $0) }
  }

  private func declaredText(of record: Record) -> String? {
    guard let text = declaration(of: record)?.scalar?.text, text.utf8.count <= 100,
      let end = text.firstIndex(of: "]")
    else { return nil }
    return String(text[...end])
  }

  /// The declared type of an image whose channels stand before its height, with the channels last,
  /// and where it is declared; `nil` where it does not look like that, or the window would fit no
  /// better. `tensor` is the image or made of it.
  func channelsLast(_ tensor: ModelTensor, fitting extent: Int) -> (type: String, node: SyntaxNode)?
  {
    guard let image = source(of: tensor), let text = declaredText(of: image),
      !text.contains("("), let open = text.firstIndex(of: "["), let node = declaration(of: image)
    else { return nil }
    let sizes = image.type.shape.dims.compactMap(\.constant)
    guard image.type.rank == 4, tensor.rank == 4, sizes.count == 3, sizes[0] <= 4,
      sizes[1] >= max(extent, 5), sizes[2] >= max(extent, 5),
      tensor.type == image.type ? extent > sizes[0] : tensor.shape[2] != tensor.shape[1]
    else { return nil }
    let written = text[text.index(after: open)...].dropLast().split(separator: ",")
      .map { $0.filter { $0 != " " } }
    guard written.count == 4 else { return nil }
    let turned = [written[0], written[2], written[3], written[1]].joined(separator: ", ")
    return ("\(text[...open])\(turned)]", node)
  }

  /// The input that a tensor is made of, by way of the first input of each layer.
  private func source(of tensor: ModelTensor) -> Record? {
    var number = tensor.record
    while let place = number, records.indices.contains(place) {
      if case .declaration = records[place].maker { return records[place] }
      number = records[place].inputs.first
    }
    return nil
  }

  /// "classes" of `i32[batch] in 0..<classes`.
  func boundText(of tensor: ModelTensor) -> String? {
    guard let text = declaration(of: tensor)?.scalar?.text, let less = text.lastIndex(of: "<")
    else {
      return nil
    }
    return String(text[text.index(after: less)...].filter { $0 != " " })
  }

  /// A type that an input or target is to have, sizes named as in its declaration or as in that of
  /// the tensor that it must fit.
  func text(_ type: TensorType, for tensor: ModelTensor, like other: ModelTensor) -> String {
    let sizes = type.shape.dims.indices.map { axis in
      for source in [tensor, other]
      where source.rank > axis && source.shape[axis] == type.shape[axis] {
        let name = spelling(of: axis, in: source)
        if dimensions[name] != nil { return name }
      }
      return "\(type.shape[axis])"
    }
    return "\(type.dtype.rawValue)[\(sizes.joined(separator: ", "))]"
  }
}

extension GivenKeys {
  /// The value of a key as it is written, where that is the name of a dimension of this size.
  func spelled(_ size: Int, of key: String, _ history: TensorHistory) -> String {
    history.spelled(Dim(size), as: value(key)?.scalar?.text)
  }
}

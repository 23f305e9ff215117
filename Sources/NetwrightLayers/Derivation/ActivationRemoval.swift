import NetwrightDiagnostics
import NetwrightSyntax

extension TensorHistory {
  /// Whether a tensor comes out of a layer that is an activation and nothing else.
  func isActivation(_ tensor: ModelTensor) -> Bool {
    guard case .layer(let layer, _, _)? = record(of: tensor)?.maker else { return false }
    return type(of: layer).keyword == tensor.activation
  }

  /// Takes the line `- softmax:` out, so that the keys below it, its name among them, belong to the
  /// layer before; `nil` where the two do not stand like that.
  func removal(ofActivation tensor: ModelTensor) -> Diagnostic.Replacement? {
    guard isActivation(tensor), let record = record(of: tensor), record.inputs.count == 1,
      let number = record.inputs.first, records.indices.contains(number),
      case .layer(_, let keys?, _) = records[number].maker, keys.aliasSpan == nil
    else { return nil }
    let (own, before) = (record.span, records[number].span)
    let file = own.file
    let line = file.lineRange(own.startPosition.line)
    guard file === before.file, file === keys.span.file,
      before.startPosition.column == own.startPosition.column, keys.span.end <= line.lowerBound,
      line.lowerBound <= own.start, own.end <= line.upperBound
    else { return nil }
    let margin = file.text(in: line.lowerBound..<own.start).drop { $0 == " " }
    let rest = file.text(in: own.end..<line.upperBound).filter { $0 != " " }
    let between = file.text(in: keys.span.end..<line.lowerBound)
    guard margin == "- ", rest == ":", between.allSatisfy({ $0 == " " || $0.isNewline }) else {
      return nil
    }
    let next = file.lineRange(own.startPosition.line + 1).lowerBound
    return Diagnostic.Replacement(
      span: Span(file: file, start: line.lowerBound, end: max(next, line.lowerBound)), text: "")
  }
}

import NetwrightDiagnostics
import NetwrightSchema

/// Holds the fields of the data against the inputs and the loss of the model.
extension SpecChecker {
  /// The targets: declared ones, or the fields that feed no input. What is wrong with one of them
  /// becomes a gap.
  func targets(
    of model: ModelSection, data: DataFields?, loss: LossSection?, _ gaps: inout ModelGaps
  ) -> [DeclaredTensor] {
    guard sections.arguments.isGiven(SpecSections.dataKey) else { return model.targets }
    if let span = model.targetsSpan {
      _ = decoder.report(
        Diagnostic("E0108", "with a `data` section its fields are the targets", at: span)
          .expected("`targets` or `data`").found("both").label(data?.span, "the data")
          .help("remove `targets`"))
      gaps.lacksTargets = true
      return model.targets
    }
    guard let data else {
      gaps.lacksTargets = true
      return []
    }
    if !data.isComplete { gaps.lacksTargets = true }
    let areFed = model.inputs.map { check($0, data) }.allSatisfy { $0 }
    let inputs = model.inputs.map(\.name) + model.gaps.tensors.map(\.name)
    for term in loss?.terms ?? [] {
      let target = term.loss.target
      if !isProvided(target, inputs, data) { gaps.reportedTargets.insert(target.text) }
    }
    for name in data.faulty where !inputs.contains(name.text) {
      gaps.tensors.append(ModelGaps.Tensor(name: name.text, kind: .target, span: name.span))
    }
    let named = Set((loss?.terms ?? []).map(\.loss.target.text))
    // A field that nothing names may be meant for an input that has none.
    return data.fields.filter { !inputs.contains($0.name) && (areFed || named.contains($0.name)) }
      .map { DeclaredTensor(name: $0.name, $0.type, span: $0.span) }
  }

  /// Whether a field or an input is what a loss compares with, or may be.
  private func isProvided(_ target: Name, _ inputs: [String], _ data: DataFields) -> Bool {
    let names = data.fields.map(\.name) + inputs
    guard !names.contains(target.text), !data.mayHave(target.text) else { return true }
    let near = nearNames(of: target.text, among: names)
    let finding = Diagnostic(
      "E0553", "the data do not provide the target `\(target.text)`", at: target.span
    ).expected("a field under `data: fields:`, or an input")
      .found("`\(target.text)`").label(data.span, "the data")
      .help(
        didYouMean(target.text, among: names)
          ?? "fields are "
          + data.fields.prefix(20).map { "`\($0.name)`" }.joined(separator: ", "))
    _ = decoder.report(
      near.count == 1 ? finding.replacing(target.span, with: near[0]) : finding)
    return false
  }

  /// Whether there is a field for an input, or may be; reports one that does not fit.
  private func check(_ input: DeclaredTensor, _ data: DataFields) -> Bool {
    guard let field = data.fields.first(where: { $0.name == input.name }) else {
      guard !data.mayHave(input.name) else { return true }
      let names = data.fields.map(\.name)
      _ = decoder.report(
        Diagnostic("E0552", "no field feeds the input `\(input.name)`", at: input.span)
          .expected("a field `\(input.name)` under `data: fields:`")
          .found(names.map { "`\($0)`" }.joined(separator: ", ")).label(data.span, "the data")
          .help(didYouMean(input.name, among: names)))
      return false
    }
    // An input may leave out the range that the field knows.
    let fits =
      field.type.type == input.type && (input.bound == nil || input.bound == field.type.bound)
    if !fits {
      let slip = ColumnSlip(field.columns, wanted: input.type.shape.dims.last?.constant)
      let place = field.columnsSpan.flatMap { slip?.isWhole($0) == true ? $0 : nil }
      _ = decoder.report(
        Diagnostic(
          "E0551",
          "the field `\(field.name)` gives \(field.type), the input is "
            + "\(input.declaredType)", at: input.span
        ).expected(field.type.description).found(input.declaredType.description)
          .label(field.span, "the field")
          .help(
            slip?.help ?? "declare the input as \"\(field.type)\", or change the field"
          )
          .replacing(place, with: slip?.list ?? ""))
    }
    return true
  }
}

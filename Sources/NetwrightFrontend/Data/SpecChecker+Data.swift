import NetwrightDiagnostics
import NetwrightSchema

/// Holds the fields of the data against the inputs and the loss of the model.
extension SpecChecker {
  /// The targets: declared ones, or the fields that feed no input. `nil` where something is wrong.
  func targets(
    of model: ModelSection, data: DataSection?, loss: LossSection?
  ) -> [DeclaredTensor]? {
    guard sections.arguments.isGiven(SpecSections.dataKey) else { return model.targets }
    if let span = model.targetsSpan {
      _ = decoder.report(
        Diagnostic("E0108", "with a `data` section its fields are the targets", at: span)
          .expected("`targets` or `data`").found("both").label(data?.span, "the data")
          .help("remove `targets`"))
      return nil
    }
    guard let data else { return nil }
    var isSound = true
    for input in model.inputs where !check(input, data) { isSound = false }
    for term in loss?.terms ?? [] where !isProvided(term.loss.target, model, data) {
      isSound = false
    }
    let targets = data.fields.filter { field in
      !model.inputs.contains { $0.name == field.name }
    }.map { DeclaredTensor(name: $0.name, $0.type, span: $0.span) }
    return isSound ? targets : nil
  }

  /// Whether a field or an input is what a loss compares with.
  private func isProvided(_ target: Name, _ model: ModelSection, _ data: DataSection) -> Bool {
    let names = data.fields.map(\.name) + model.inputs.map(\.name)
    guard !names.contains(target.text) else { return true }
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

  private func check(_ input: DeclaredTensor, _ data: DataSection) -> Bool {
    guard let field = data.fields.first(where: { $0.name == input.name }) else {
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
    return fits
  }
}

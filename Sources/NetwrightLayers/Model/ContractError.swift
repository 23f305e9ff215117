import NetwrightDiagnostics
import NetwrightIR
import NetwrightSchema
import NetwrightTensor

/// Why a loss or a metric cannot compare what the spec hands it; words in `diagnostic`.
package enum ContractError: Error {
  case outputType(LossOperands, expected: String)
  case probabilities(LossOperands, activation: String)
  case targetType(LossOperands, expected: TensorType)
  case targetShape(LossOperands, expected: TensorType)
  case undecided(LossOperands, SizeAdvice)
  case noRange(LossOperands, classes: Dim)
  case classCount(LossOperands, classes: Dim, bound: Int)
}

extension ContractError {
  /// The error in words; sizes have the names that `history` knows them by.
  func words(in history: TensorHistory) -> Diagnostic {
    switch self {
    case .outputType(let site, let expected):
      return Diagnostic(
        "E0406", "`\(site.keyword)` cannot take \(site.output.type)", at: site.outputSpan
      ).expected(expected).found(site.output.type.description).madeBoth(site)
        .help("name an output with `as:` that has this form")
    case .probabilities(let site, let activation):
      return Diagnostic(
        "E0401",
        "`\(site.keyword)` takes logits, but \(site.output.maker) ends in `\(activation)`",
        at: site.outputSpan
      ).expected("values before `\(activation)`").found("values after `\(activation)`")
        .label(site.output.activationSpan, "`\(activation)` is applied here")
        .note("the loss applies it itself, in a form that does not overflow")
        .help(
          activation == "softmax" && site.output.shape.dims.last != 1
            ? "remove the `softmax`: the largest logit is the most probable class all the same"
            : "remove the `\(activation)`: logits above 0 are probabilities above one half"
        )
        .help(
          history.isActivation(site.output)
            ? "the name `\(site.outputSpan.text)` then belongs to the layer before "
              + site.output.maker
            : nil)
    case .targetType(let site, let expected):
      let isField = history.oneHotFields[site.target.makerName] != nil
      return Diagnostic(
        "E0402", "`\(site.keyword)` takes \(expected) targets, found \(site.target.type)",
        at: site.targetSpan
      ).expected(expected.description).found(site.target.type.description).madeBoth(site)
        .help(
          !expected.dtype.isInteger
            ? "targets are numbers; class indices belong to `cross_entropy`"
            : isField
              ? "with `encoding: index` the field gives class indices"
              : "targets are class indices: declare it as \"\(history.indices(site, expected))\"")
    case .targetShape(let site, let expected) where site.isOneHot(expected):
      return Diagnostic(
        "E0403",
        "the target of `\(site.keyword)` is \(site.target.type), a row of indices for each output",
        at: site.targetSpan
      ).expected(expected.description).found(site.target.type.description).madeBoth(site)
        .note("a class is one index, not a row with a 1 at its place")
        .help("declare the target as \"\(history.indices(site, expected))\"")
    case .targetShape(let site, let expected):
      return Diagnostic(
        "E0403",
        "the target of `\(site.keyword)` is \(site.target.type), its output \(site.output.type)",
        at: site.targetSpan
      ).expected(expected.description).found(site.target.type.description).madeBoth(site)
        .note(
          site.target.rank == expected.rank
            ? "output and target are compared element by element"
            : "nothing is broadcast: [batch] against [batch, 1] would compare all pairs of rows"
        )
        .help(
          "give the target the type \(expected), or "
            + (site.widthAlone(expected).map { "make \(site.output.maker) \($0) wide" }
              ?? "\(site.output.rank > 2 ? "bring" : "reshape") the output to the axes of the target")
        )
    case .undecided(let site, let advice):
      return .undecided(advice, at: site.targetSpan).madeBoth(site)
    case .noRange(let site, let classes):
      return Diagnostic(
        "E0405", "the range of the class indices of `\(site.keyword)` is not declared",
        at: site.targetSpan
      ).expected("\(site.target.type) in 0..<\(classes)").found(site.target.type.description)
        .label(site.target.span, "declared here")
        .help("declare it as \"\(history.ranged(site, classes))\"")
    case .classCount(let site, let classes, let bound):
      return Diagnostic(
        "E0404", "\(bound) classes do not fit the \(classes) logits of \(site.output.maker)",
        at: site.outputSpan
      ).expected("\(bound) values on the last axis").found("\(classes)").madeBoth(site)
        .help(
          "make the last layer \(wide(bound, site, history)) wide, or the range of the target "
            + "`0..<\(history.spelling(of: site.output.rank - 1, in: site.output))`")
    }
  }

  private func wide(_ bound: Int, _ site: LossOperands, _ history: TensorHistory) -> String {
    let name = history.spelled(Dim(bound), as: history.boundText(of: site.target))
    return name == "\(bound)" ? name : "`\(name)`"
  }
}

extension LossOperands {
  /// The width of the target where the two differ in that alone.
  fileprivate func widthAlone(_ expected: TensorType) -> Dim? {
    let last = expected.rank - 1
    guard last >= 1, AxisName.differing(target.type, expected) == [last] else { return nil }
    return target.shape[last]
  }

  /// Whether a target of indices has an axis of its own for the classes.
  func isOneHot(_ expected: TensorType) -> Bool {
    expected.dtype.isInteger && target.rank == expected.rank + 1
      && target.rank == output.rank && target.shape == output.shape
  }
}

extension Diagnostic {
  fileprivate func madeBoth(_ site: LossOperands) -> Diagnostic {
    label(site.output.span, site.output.sentence).label(site.target.span, site.target.sentence)
  }
}

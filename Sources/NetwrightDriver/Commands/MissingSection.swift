import NetwrightDiagnostics
import NetwrightFrontend

/// The first section that a command needs and a spec does not have.
struct MissingSection {
  /// What the sections are needed for.
  enum Purpose: String {
    case training = "train with"
    case steps = "take steps with"
    case gradients = "check gradients of"
  }

  let name: String
  /// The spec, as the command line names it.
  let path: String
  let purpose: Purpose

  /// Nil where the spec has all that the purpose needs.
  init?(in spec: CheckedSpec, _ path: String, for purpose: Purpose) {
    let needed = [
      (SpecSections.dataKey.name, spec.data != nil || purpose != .training),
      (SpecSections.lossKey.name, spec.hasLoss),
      (SpecSections.trainKey.name, spec.training != nil),
    ]
    guard let missing = needed.first(where: { !$0.1 }) else { return nil }
    name = missing.0
    self.path = path
    self.purpose = purpose
  }

  var diagnostic: Diagnostic {
    let takesData = purpose == .training
    return Diagnostic(
      "E0705", "\(path) has no `\(name)` section to \(purpose.rawValue)",
      at: CommandLinePlace.span(of: path)
    )
    .expected(takesData ? "`data`, `loss` and `train`" : "`loss` and `train`")
    .found("no `\(name)`")
    .help(
      name == SpecSections.dataKey.name
        ? "add the section, or use `bench`, which needs no data" : "add the section")
  }
}

import NetwrightDiagnostics
import NetwrightFrontend
import NetwrightIR

/// Bytes as the choices of a generator of specs that are right: each is accepted, resolves to a text
/// of the same meaning, and gives graphs that verify.
enum SpecTarget {
  static func run(_ bytes: [UInt8]) {
    let text = RandomSpec.text(Choices(bytes))
    let (spec, report) = CheckTarget.check(SourceFile(path: "spec.yaml", text: text))
    guard let spec else { broken("a right spec is accepted", text + report) }
    let (again, secondReport) = CheckTarget.check(
      SourceFile(path: "resolved.yaml", text: spec.resolvedText))
    guard let again, again.resolvedText == spec.resolvedText else {
      broken("a resolved text checks and resolves to itself", spec.resolvedText + secondReport)
    }
    guard let graph = try? spec.lower(.evaluation).graph,
      let other = try? again.lower(.evaluation).graph
    else { broken("what checks can be lowered", text) }
    guard GraphVerifier.faults(in: graph).isEmpty else { broken("a graph verifies", text) }
    guard GraphPrinter.text(of: graph) == GraphPrinter.text(of: other) else {
      broken("a resolved text has the same meaning", text + spec.resolvedText)
    }
  }
}

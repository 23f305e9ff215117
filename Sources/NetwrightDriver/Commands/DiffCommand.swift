import NetwrightDiagnostics
import NetwrightFrontend

/// `diff`: what changed in meaning from one spec to another, and which tensors of a checkpoint carry
/// over. Starts no process and opens nothing but the specs.
package enum DiffCommand {
  /// Status as of `diff`: 0 for the same meaning, 1 for changes, 2 where a spec cannot be checked.
  package static func run(
    _ old: String, _ new: String, overrides: [Override], session: Session
  ) -> Int32 {
    let specs = [old, new].map { session.load($0, overrides, keepsUnmet: true) }
    guard let left = specs[0], let right = specs[1] else { return 2 }
    do throws(Compilation.Failure) {
      let diff = try SpecDiff(left, right)
      let costs = diff.isEmpty ? nil : try costs(left, right)
      let report = DiffReport(
        names: (VisibleText.of(old), VisibleText.of(new)), diff: diff, costs: costs)
      session.print(session.format == .json ? report.json : report.text)
      return diff.isEmpty ? 0 : 1
    } catch {
      _ = session.fail(error)
      return 2
    }
  }

  private static func costs(
    _ old: CheckedSpec, _ new: CheckedSpec
  ) throws(Compilation.Failure) -> (old: CostCard, new: CostCard) {
    (try CostCard(Compilation(old)), try CostCard(Compilation(new)))
  }
}

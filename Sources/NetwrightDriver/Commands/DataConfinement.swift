import NetwrightDiagnostics
import NetwrightFrontend
import NetwrightSyntax

/// Holds the data paths of a spec beneath `--root`.
struct DataConfinement: Sendable {
  let root: RootFolder

  /// Paths that leave the root.
  ///
  /// - Parameters:
  ///   - start: the folder that paths start from, and what reports call it.
  ///   - opens: whether the files are opened too, for commands that read them: then no link may lie
  ///     on the way, and no other name of a file anywhere. The program that reads them opens them
  ///     again, by the same steps.
  func findings(
    _ data: DataSection, from start: (folder: String, name: String), opens: Bool
  ) -> [Diagnostic] {
    let above: [String]
    do throws(ReadFailure) {
      above = try root.steps(to: start.folder, shownAs: start.name)
    } catch {
      return [error.diagnostic(at: CommandLinePlace.span(of: start.name))]
    }
    return data.paths.compactMap { path in
      do throws(ReadFailure) {
        try root.requireBeneath(path.text, depth: above.count)
        let steps = above + path.text.split(separator: "/").map(String.init)
        if opens { try root.requireFile(steps, shownAs: path.text) }
        return nil
      } catch {
        switch error {
        case .system(_, let reason): return DataPresence.finding(path.text, reason, at: path.span)
        case .notRegular(_, let kind):
          return DataPresence.finding(path.text, "this is a \(kind)", at: path.span)
        default: return error.diagnostic(at: path.span)
        }
      }
    }
  }
}

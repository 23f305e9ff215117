import NetwrightDiagnostics
import NetwrightEmitter
import NetwrightFrontend

/// `compile`: the spec as a Swift package; with `checks`, whether a folder still holds just that.
package enum CompileCommand {
  package static func run(
    _ path: String, into folder: String, checks: Bool, runtimePath: String?,
    exposesGradients: Bool = false, overrides: [Override], passes: PassSwitches = .none,
    session: Session
  ) -> Int32 {
    guard let spec = session.load(path, overrides) else { return 1 }
    do {
      let runtime: EmissionRequest.Runtime =
        runtimePath.map { .path($0) } ?? .embedded(embeddedRuntime)
      let files = try emit(
        Compilation(spec, passes: passes.selection, exposesGradients: exposesGradients),
        runtime: runtime, specName: SpecName.of(path))
      let writer = PackageWriter(root: folder)
      if checks {
        let drift = try writer.check(files)
        return isWhollyMissing(drift, of: files)
          ? report(noPackage(in: folder), session) : report(drift, folder, session)
      }
      let changed = try writer.write(files)
      session.print(
        "\(folder): \(files.count) files, \(changed.count) changed; "
          + "build with `swift build -c release --package-path \(folder)`")
      return 0
    } catch { return session.fail(error) }
  }

  static func emit(
    _ compilation: Compilation, runtime: EmissionRequest.Runtime, specName: String
  ) throws -> [EmittedFile] {
    try Emitter.emit(
      EmissionPlans.request(for: compilation, runtime: runtime, specName: specName))
  }

  private static func isWhollyMissing(_ drift: [PackageDrift], of files: [EmittedFile]) -> Bool {
    let missing = drift.count { if case .missing = $0 { true } else { false } }
    return missing == files.count
  }

  private static func noPackage(in folder: String) -> Diagnostic {
    Diagnostic(
      "E0704", "there is no package in `\(VisibleText.of(folder))`",
      at: CommandLinePlace.span(of: folder)
    )
    .expected("what the spec compiles to").found("none of its files")
    .help("run `netwright compile` without `--check` to write the package")
  }

  private static func report(_ finding: Diagnostic, _ session: Session) -> Int32 {
    session.report([finding], files: [])
    return 1
  }

  private static func report(_ drift: [PackageDrift], _ folder: String, _ session: Session) -> Int32
  {
    if drift.isEmpty {
      session.print("\(folder): no drift")
      return 0
    }
    let diagnostics = drift.map { change in
      let found =
        switch change {
        case .missing(let path): "`\(path)` is missing"
        case .changed(let path): "`\(path)` differs"
        case .stale(let path): "`\(path)` is no longer part of the package"
        }
      return Diagnostic("E0704", "\(folder): \(found)", at: CommandLinePlace.span(of: folder))
        .expected("what the spec compiles to").found(found)
        .help("run `netwright compile` without `--check` to renew the folder")
    }
    session.report(diagnostics, files: [])
    return 1
  }
}

/// What comments of emitted code call the spec: its file name, so that output does not depend on
/// where the spec was found.
enum SpecName {
  static func of(_ path: String) -> String {
    path == "-" ? "stdin" : path.split(separator: "/").last.map(String.init) ?? path
  }
}

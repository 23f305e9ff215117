import NetwrightDiagnostics
import NetwrightFrontend

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// `check`: parse, type-check, evaluate static expectations, of any number of files and folders.
package enum CheckCommand {
  package static func run(
    _ paths: [String], overrides: [Override], session: Session
  ) -> Int32 {
    var diagnostics: [Diagnostic] = []
    var omitted = 0
    var checked: [String] = []
    for path in paths {
      for file in SpecFiles.under(path) {
        let (spec, bag) = session.check(file, overrides, admitsShared: true)
        if let spec { bag.add(contentsOf: compileFaults(of: spec)) }
        diagnostics += bag.sorted
        omitted += bag.omittedCount
        checked.append(file)
      }
    }
    if checked.isEmpty {
      diagnostics.append(
        Diagnostic("E0018", "there is no spec in \(paths.joined(separator: ", "))", at: nil)
          .expected("files that end in .yaml or .yml").found("none")
          .help("name a spec or a folder with specs"))
    }
    session.report(diagnostics, omitted: omitted, files: checked)
    let errors = diagnostics.count { $0.severity == .error } + omitted
    if session.format == .text {
      let specs = checked.count == 1 ? "1 spec" : "\(checked.count) specs"
      let found = errors == 0 ? "no errors" : errors == 1 ? "1 error" : "\(errors) errors"
      if errors == 0 {
        session.print("\(specs) checked: \(found)")
      } else {
        session.say("\(specs) checked: \(found)")
      }
    }
    return errors == 0 ? 0 : 1
  }

  /// Lowering and differentiation run too, so that their faults show here; scheduling does not.
  private static func compileFaults(of spec: CheckedSpec) -> [Diagnostic] {
    do throws(Compilation.Failure) {
      try Compilation(spec).tryOut()
      return []
    } catch {
      return [error.diagnostic]
    }
  }
}

/// The specs that a path on the command line stands for.
enum SpecFiles {
  /// The path itself, or all specs below a folder in order of their names; links to folders are not
  /// followed.
  static func under(_ path: String) -> [String] {
    var status = stat()
    guard path != "-", stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      return [path]
    }
    var found: [String] = []
    var pending = [(path, 0)]
    while let (folder, depth) = pending.popLast() {
      for name in names(in: folder) where !name.hasPrefix(".") {
        let child = folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
        guard lstat(child, &status) == 0 else { continue }
        if status.st_mode & S_IFMT == S_IFDIR {
          if depth < 32 { pending.append((child, depth + 1)) }
        } else if name.hasSuffix(".yaml") || name.hasSuffix(".yml") {
          found.append(child)
        }
      }
    }
    return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var result: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      result.append(name)
    }
    return result
  }
}

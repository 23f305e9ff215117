import NetwrightDiagnostics

/// Why a file could not be read.
package enum ReadFailure: Error, Hashable, Sendable {
  /// The operating system's reason, as `strerror` words it.
  case system(path: String, reason: String)
  case tooLarge(path: String, limit: Int)
  case notRegular(path: String, kind: String)
  /// A path that cannot name a file, such as one with a NUL.
  case badPath(path: String, reason: String)
  case outsideRoot(path: String, reason: String)

  /// - Parameter span: where the path is written, for files that a spec names.
  package func diagnostic(at span: Span? = nil) -> Diagnostic {
    switch self {
    case .badPath(let path, let reason):
      Diagnostic("E0001", "cannot read `\(path)`: \(reason)", at: span)
        .expected("the path of a file").found("`\(path)`")
    case .system(let path, let reason):
      Diagnostic("E0001", "cannot read `\(path)`: \(reason)", at: span)
        .expected("a file that can be read").found(reason)
    case .tooLarge(let path, let limit):
      Diagnostic("E0002", "`\(path)` is larger than \(limit) bytes", at: span)
        .expected("at most \(limit) bytes").found("more")
        .help("a spec names data and weights by their files and does not contain them")
    case .notRegular(let path, let kind):
      Diagnostic("E0013", "`\(path)` is a \(kind), not a regular file", at: span)
        .expected("a regular file").found("a \(kind)")
        .help("give a file, or `-` for standard input")
    case .outsideRoot(let path, let reason):
      Diagnostic("E0017", "`\(path)` is not beneath the root folder: \(reason)", at: span)
        .expected("a path below the root folder").found(reason)
    }
  }
}

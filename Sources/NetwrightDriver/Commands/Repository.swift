import NetwrightDiagnostics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The repository that the tool runs in: reports name files from its root.
enum Repository {
  static let paths: ReportPaths = {
    guard let buffer = getcwd(nil, 0) else { return ReportPaths() }
    defer { free(buffer) }
    let folder = String(cString: buffer)
    return ReportPaths(workingFolder: folder, root: root(above: folder) ?? folder)
  }()

  /// The nearest folder with `.git` in it, which is a folder, or a file in a work tree.
  private static func root(above folder: String) -> String? {
    var candidate = folder
    var status = stat()
    while true {
      if lstat(candidate == "/" ? "/.git" : "\(candidate)/.git", &status) == 0 { return candidate }
      guard let slash = candidate.lastIndex(of: "/"), candidate != "/" else { return nil }
      candidate = slash == candidate.startIndex ? "/" : String(candidate[..<slash])
    }
  }
}

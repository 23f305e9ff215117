/// How reports name files: relative to the root of the repository, so that what one machine wrote
/// another can find.
///
/// Works on text alone; nothing is looked up.
package struct ReportPaths: Hashable, Sendable {
  private let workingFolder: [Substring]?
  private let root: [Substring]?

  /// Paths stay as they are.
  package init() { (workingFolder, root) = (nil, nil) }

  /// - Parameters:
  ///   - workingFolder: the absolute path that relative ones start from.
  ///   - root: the absolute path of the repository.
  package init(workingFolder: String, root: String) {
    self.workingFolder = Self.components(workingFolder)
    self.root = Self.components(root)
  }

  /// The path from the root, or `nil` for what lies elsewhere.
  package func relative(_ path: String) -> String? {
    // Angle brackets are around what is no file: the command line, standard input.
    if path.hasPrefix("<") { return nil }
    guard let workingFolder, let root else { return path.hasPrefix("/") ? nil : path }
    let full = Self.components(path, from: path.hasPrefix("/") ? [] : workingFolder)
    guard full.count > root.count, full.starts(with: root) else { return nil }
    return full.dropFirst(root.count).joined(separator: "/")
  }

  /// The path from the root where there is one.
  package func shown(_ path: String) -> String { relative(path) ?? path }

  private static func components(_ path: String, from start: [Substring] = []) -> [Substring] {
    var result = start
    for part in path.split(separator: "/") where part != "." {
      if part == ".." { _ = result.popLast() } else { result.append(part) }
    }
    return result
  }
}

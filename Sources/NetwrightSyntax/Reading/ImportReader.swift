import NetwrightDiagnostics

/// Opens the files that a spec imports: relative to the importing file, and beneath a root folder
/// where there is one.
///
/// `..` goes up by name, as in a URL. Beneath a root no symbolic link is followed.
package struct ImportReader: Sendable {
  /// Where the imports of a file start from.
  package struct Folder: Sendable {
    /// As diagnostics show it; empty for the working folder.
    let shown: [String]
    let isAbsolute: Bool
    /// The way from the root; `nil` without a root.
    let beneath: [String]?
  }

  /// A file that a path means, not yet opened.
  package struct Place {
    /// As diagnostics show it.
    package let name: String
    /// Where its own imports start from.
    package let folder: Folder
    /// The same for the same file, whichever way leads to it.
    package let identity: String
    fileprivate let beneath: [String]?
  }

  /// Longest path in bytes.
  static let maximumLength = 1_024

  private let root: String?
  /// Files of a test by their shown path; `nil` for those of the disk.
  private let memory: [String: String]?

  package init(root: String? = nil) {
    self.root = root
    memory = nil
  }

  /// - Parameter files: texts by path, in place of the disk.
  package init(files: [String: String]) {
    root = nil
    memory = files
  }

  /// The folder of the spec itself, and its identity; standard input is in the working folder.
  package func start(_ spec: SourceFile) throws(ReadFailure) -> (folder: Folder, identity: String) {
    let isInput = spec.path == SourceReader.inputName
    let parts = isInput ? [] : Self.parts(spec.path)
    let shown = Array(parts.dropLast())
    let isAbsolute = !isInput && spec.path.hasPrefix("/")
    var beneath: [String]?
    if let root {
      let folder = Self.path(shown, isAbsolute: isAbsolute)
      beneath = try RootFolder(root).steps(to: folder, shownAs: spec.path)
    }
    let folder = Folder(shown: shown, isAbsolute: isAbsolute, beneath: beneath)
    return (folder, isInput ? SourceReader.inputName : identity(parts.last ?? "", in: folder))
  }

  /// The file that `path` means in a file of `folder`.
  package func place(_ path: String, in folder: Folder) throws(ReadFailure) -> Place {
    if path.isEmpty { throw .badPath(path: path, reason: "the path is empty") }
    guard path.utf8.count <= Self.maximumLength else {
      throw .badPath(
        path: "\(path.prefix(60))…", reason: "the path exceeds \(Self.maximumLength) bytes")
    }
    if path.utf8.contains(0) { throw .badPath(path: path, reason: "the path contains a NUL") }
    if path.hasPrefix("/") { throw .badPath(path: path, reason: "imports are relative") }
    guard path.hasSuffix(".yaml") || path.hasSuffix(".yml") else {
      throw .badPath(path: path, reason: "imported files end in .yaml or .yml")
    }
    let steps = path.split(separator: "/").map(String.init)
    guard let shown = Self.walk(folder.shown, steps, isBounded: folder.isAbsolute) else {
      throw .badPath(path: path, reason: "nothing is above `/`")
    }
    var beneath: [String]?
    if let start = folder.beneath {
      beneath = Self.walk(start, steps, isBounded: true)
      if beneath == nil { throw .outsideRoot(path: path, reason: "`..` leads out of it") }
    }
    let inner = Folder(
      shown: Array(shown.dropLast()), isAbsolute: folder.isAbsolute,
      beneath: beneath.map { Array($0.dropLast()) })
    return Place(
      name: Self.path(shown, isAbsolute: folder.isAbsolute), folder: inner,
      identity: identity(shown.last ?? "", in: inner), beneath: beneath)
  }

  package func read(_ place: Place) throws(ReadFailure) -> SourceFile {
    let name = place.name
    if let memory {
      guard let text = memory[name] else {
        throw .system(path: name, reason: "No such file or directory")
      }
      return SourceFile(path: name, text: text)
    }
    guard let root, let beneath = place.beneath else { return try SourceReader.read(path: name) }
    return try SourceReader.read(
      path: beneath.joined(separator: "/"), beneath: root, shownAs: name)
  }

  private func identity(_ name: String, in folder: Folder) -> String {
    if let beneath = folder.beneath { return (beneath + [name]).joined(separator: "/") }
    let path = Self.path(folder.shown + [name], isAbsolute: folder.isAbsolute)
    return memory == nil ? RootFolder.real(path) ?? path : path
  }

  // MARK: Paths

  /// The parts of a path, `.` left out and `..` resolved by name.
  private static func parts(_ path: String) -> [String] {
    walk([], path.split(separator: "/").map(String.init), isBounded: false) ?? []
  }

  /// - Parameter isBounded: whether `..` at the start is an error, for which the result is `nil`.
  private static func walk(_ start: [String], _ steps: [String], isBounded: Bool) -> [String]? {
    var parts = start
    for step in steps where step != "." {
      if step != ".." {
        parts.append(step)
      } else if let last = parts.last, last != ".." {
        parts.removeLast()
      } else if isBounded {
        return nil
      } else {
        parts.append(step)
      }
    }
    return parts
  }

  private static func path(_ parts: [String], isAbsolute: Bool) -> String {
    (isAbsolute ? "/" : "") + parts.joined(separator: "/")
  }
}

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Why files of a package could not be written.
package struct PackageWriteError: Error, Hashable, Sendable, CustomStringConvertible {
  package let path: String
  /// A verb phrase that completes "cannot … `path`".
  package let operation: String
  package let code: Int32

  static let overwriting = "overwrite"
  /// Whether the file is there and somebody else's.
  package var isForeignFile: Bool { operation == Self.overwriting }

  package var reason: String {
    if isForeignFile { return "netwright did not write this file" }
    return code == ENOTDIR ? "a file is in the way" : String(cString: strerror(code))
  }
  package var description: String { "\(path): \(operation): \(reason)" }
}

/// How a package on disk differs from what would be written.
package enum PackageDrift: Hashable, Sendable {
  case missing(String)
  case changed(String)
  /// Written by an earlier run, no longer part of the package.
  case stale(String)
}

/// Writes emitted packages. Unchanged files stay untouched, so that builds stay incremental; files
/// that an earlier run wrote and this one does not are removed, and no others; a file that nobody but
/// the user wrote is not overwritten. Everything happens
/// below the output folder: no symbolic link in it is followed.
package struct PackageWriter: Sendable {
  /// Lists what the tool wrote, one path a line.
  package static let manifest = ".netwright-files"

  /// The output folder.
  package let root: String

  package init(root: String) { self.root = root }

  /// What `write` would change; writes nothing.
  package func check(_ files: [EmittedFile]) throws(PackageWriteError) -> [PackageDrift] {
    guard let folder = try OutputFolder(existing: root) else {
      return files.map { .missing($0.path) }
    }
    var result: [PackageDrift] = []
    for file in files {
      guard let found = try folder.contents(file.path) else {
        result.append(.missing(file.path))
        continue
      }
      if found != Array(file.text.utf8) { result.append(.changed(file.path)) }
    }
    return result + (try stalePaths(files, in: folder)).map { .stale($0) }
  }

  /// Brings the folder to hold `files`; gives what changed. The list of files is written first, in
  /// union with the old one, so that an interrupted run leaves nothing that nobody owns.
  @discardableResult
  package func write(_ files: [EmittedFile]) throws(PackageWriteError) -> [PackageDrift] {
    let drift = try check(files)
    if drift.isEmpty { return [] }
    let folder = try OutputFolder(creating: root)
    let known = try Set(knownPaths(in: folder))
    for case .changed(let path) in drift where !known.contains(path) {
      throw PackageWriteError(
        path: "\(root)/\(path)", operation: PackageWriteError.overwriting, code: EEXIST)
    }
    let stale = try stalePaths(files, in: folder)
    let paths = files.map(\.path)
    try folder.write(Self.manifest, Self.list(paths + stale))
    for change in drift {
      switch change {
      case .missing(let path), .changed(let path):
        guard let file = files.first(where: { $0.path == path }) else { continue }
        try folder.write(path, Array(file.text.utf8))
      case .stale(let path): try folder.remove(path)
      }
    }
    try folder.write(Self.manifest, Self.list(paths))
    return drift
  }

  private func stalePaths(
    _ files: [EmittedFile], in folder: OutputFolder
  ) throws(PackageWriteError) -> [String] {
    let kept = Set(files.map(\.path))
    var result: [String] = []
    for path in try knownPaths(in: folder) where !kept.contains(path) && OutputFolder.isInside(path)
    {
      if try folder.contents(path) != nil { result.append(path) }
    }
    return result
  }

  /// What earlier runs wrote.
  private func knownPaths(in folder: OutputFolder) throws(PackageWriteError) -> [String] {
    guard let list = try folder.contents(Self.manifest) else { return [] }
    return String(decoding: list, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  private static func list(_ paths: [String]) -> [UInt8] {
    Array(paths.sorted().map { $0 + "\n" }.joined().utf8)
  }
}

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The folder that nothing a spec names may lie outside of: neither by an absolute path, nor by `..`,
/// nor through a symbolic link.
package struct RootFolder: Sendable {
  package let path: String

  package init(_ path: String) { self.path = path }

  /// The steps from the root to a folder beneath it, links resolved.
  ///
  /// - Parameter name: what diagnostics call the folder, or the file in it.
  package func steps(
    to folder: String, shownAs name: String
  ) throws(ReadFailure) -> [String] {
    guard let outer = Self.real(path), let inner = Self.real(folder.isEmpty ? "." : folder) else {
      throw .outsideRoot(path: name, reason: "the folder cannot be found")
    }
    let (above, below) = (Self.parts(outer), Self.parts(inner))
    guard below.starts(with: above) else {
      throw .outsideRoot(path: name, reason: "its folder lies elsewhere")
    }
    return Array(below.dropFirst(above.count))
  }

  /// Holds a path by its words alone; nothing is opened.
  ///
  /// - Parameter depth: how many steps the folder that it starts from lies beneath the root.
  package func requireBeneath(_ path: String, depth: Int) throws(ReadFailure) {
    if path.hasPrefix("/") { throw .outsideRoot(path: path, reason: "the path is absolute") }
    var depth = depth
    for step in path.split(separator: "/") where step != "." {
      depth += step == ".." ? -1 : 1
      if depth < 0 { throw .outsideRoot(path: path, reason: "`..` leads out of it") }
    }
  }

  /// Opens what the steps from the root lead to. No link is followed, so that nothing can be
  /// exchanged between a check and the opening, and `..` goes back to where its step came from.
  ///
  /// - Parameter name: what diagnostics call the file.
  /// - Returns: a descriptor that the caller closes.
  package func open(_ steps: [String], shownAs name: String) throws(ReadFailure) -> Int32 {
    let start = systemOpen(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard start >= 0 else { throw SourceReader.systemFailure(path) }
    var folders = [start]
    defer { for folder in folders { close(folder) } }
    let file = steps.last ?? "."
    for step in steps.dropLast() where step != "." {
      if step == ".." {
        guard folders.count > 1 else {
          throw .outsideRoot(path: name, reason: "`..` leads out of it")
        }
        close(folders.removeLast())
        continue
      }
      let folder = folders[folders.count - 1]
      let next = openat(folder, step, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      guard next >= 0 else { throw Self.failure(name, in: folder, step) }
      folders.append(next)
    }
    if file == ".." { throw .notRegular(path: name, kind: "folder") }
    let folder = folders[folders.count - 1]
    let flags = O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY
    let descriptor = openat(folder, file, flags)
    guard descriptor >= 0 else { throw Self.failure(name, in: folder, file) }
    return descriptor
  }

  /// Holds a file to be a regular one that has no other name: that could lie outside.
  ///
  /// - Parameter name: what diagnostics call the file.
  package func requireFile(_ steps: [String], shownAs name: String) throws(ReadFailure) {
    let descriptor = try open(steps, shownAs: name)
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw SourceReader.systemFailure(name) }
    if let kind = SourceReader.specialKind(status.st_mode) {
      throw .notRegular(path: name, kind: kind)
    }
    if status.st_nlink > 1 {
      throw .outsideRoot(path: name, reason: "the file has other hard links, which may lie outside")
    }
  }

  private static func failure(_ path: String, in folder: Int32, _ part: String) -> ReadFailure {
    let code = errno
    var status = stat()
    let isLink =
      fstatat(folder, part, &status, AT_SYMLINK_NOFOLLOW) == 0 && status.st_mode & S_IFMT == S_IFLNK
    if isLink { return .outsideRoot(path: path, reason: "`\(part)` is a symbolic link") }
    errno = code
    return SourceReader.systemFailure(path)
  }

  private static func parts(_ path: String) -> [String] {
    path.split(separator: "/").map(String.init)
  }

  static func real(_ path: String) -> String? {
    guard let found = realpath(path, nil) else { return nil }
    defer { free(found) }
    return String(cString: found)
  }
}

/// `open` of the C library, which the method above would otherwise hide.
private func systemOpen(_ path: String, _ flags: Int32) -> Int32 { open(path, flags) }

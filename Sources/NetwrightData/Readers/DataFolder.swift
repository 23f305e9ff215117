import NetwrightRuntime

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The folder that the paths of a plan are relative to.
public struct DataFolder: Equatable, Sendable {
  public let root: String
  /// Nothing outside the folder may be reached: neither by `..`, an absolute path or a symbolic
  /// link, nor through a file with further hard links.
  public let isConfined: Bool

  public init(root: String = ".", isConfined: Bool = false) {
    self.root = root
    self.isConfined = isConfined
  }

  /// Where a path of a plan leads, as messages show it.
  public func place(of path: String) -> String {
    path.hasPrefix("/") || root == "." ? path : root + "/" + path
  }

  /// Opens a regular file for reading; a pipe is refused without blocking.
  func open(_ path: String) throws(DataError) -> FileHandle {
    if path.isEmpty || path.utf8.contains(0) {
      throw DataError("E0502", path: path, "this is no usable path")
    }
    if isConfined { return try openConfined(path) }
    do throws(FileError) {
      return try FileHandle(reading: place(of: path))
    } catch {
      throw DataError(
        "E0501", path: error.path, "cannot \(error.operation) the file: \(error.reason)",
        help: path.hasPrefix("/") ? nil : "`--data` names the folder that paths start from")
    }
  }

  /// Walks component by component and follows no link, so that nothing can be exchanged between
  /// a check and the opening.
  private func openConfined(_ path: String) throws(DataError) -> FileHandle {
    let components = path.split(separator: "/").filter { $0 != "." }
    guard !path.hasPrefix("/"), !components.isEmpty, !components.contains("..") else {
      throw DataError(
        "E0502", path: path, "the path leaves the data folder", expected: "a path below it",
        help: "move the file below the root folder")
    }
    var folder = FileHandle(
      adopting: try descriptor(openat(AT_FDCWD, root, O_RDONLY | O_DIRECTORY | O_CLOEXEC), root),
      path: root)
    for component in components.dropLast() {
      let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW
      let next = openat(folder.descriptor, String(component), flags)
      folder = FileHandle(adopting: try descriptor(next, path), path: path)
    }
    let flags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
    let last = openat(folder.descriptor, String(components[components.count - 1]), flags)
    let file = FileHandle(adopting: try descriptor(last, path), path: path)
    try requireOwnFile(file)
    return file
  }

  private func descriptor(_ result: Int32, _ path: String) throws(DataError) -> Int32 {
    if result >= 0 { return result }
    let code = errno
    // Without links to follow, ELOOP (or ENOTDIR for a folder) means that a link was met.
    if code == ELOOP || code == ENOTDIR {
      throw DataError(
        "E0502", path: path, "the path leads through a link or a file that is no folder")
    }
    throw DataError(
      "E0501", path: path, "cannot open the file: \(String(cString: strerror(code)))")
  }

  private func requireOwnFile(_ file: FileHandle) throws(DataError) {
    var status = stat()
    guard fstat(file.descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw DataError("E0501", path: file.path, "this is not a regular file")
    }
    if status.st_nlink > 1 {
      throw DataError(
        "E0502", path: file.path, "the file has other hard links, which may lie outside")
    }
  }
}

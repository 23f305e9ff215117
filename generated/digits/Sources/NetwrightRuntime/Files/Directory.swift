#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Directories of a run.
public enum Directory {
  /// Creates `path` and every missing parent; an existing directory is fine.
  public static func create(_ path: String) throws(FileError) {
    if path.isEmpty || path.utf8.contains(0) {
      throw FileError(path: path, operation: "create", reason: "this is no usable path")
    }
    var prefix = path.hasPrefix("/") ? "/" : ""
    for component in path.split(separator: "/") {
      prefix += component
      if mkdir(prefix, 0o777) != 0 && !exists(prefix) {
        throw FileError(path: path, operation: "create", code: errno)
      }
      prefix += "/"
    }
    guard exists(path) else { throw FileError(path: path, operation: "create", code: ENOTDIR) }
  }

  /// Whether `path` is a directory; `errno` survives the question.
  static func exists(_ path: String) -> Bool {
    let code = errno
    defer { errno = code }
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}

import NetwrightDiagnostics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Loads source files, bounded in size, and never waits on what is no file.
package enum SourceReader {
  /// What reports call standard input; angle brackets tell it from files.
  package static let inputName = "<stdin>"
  /// Largest spec in bytes.
  package static let standardLimit = 16 << 20

  /// Reads a regular file of at most `limit` bytes; `-` reads standard input.
  ///
  /// The checks are made on the opened descriptor, so the file cannot be exchanged in between.
  package static func read(
    path: String, limit: Int = standardLimit
  ) throws(ReadFailure) -> SourceFile {
    if path == "-" {
      return SourceFile(
        path: inputName, bytes: try contents(of: 0, path: inputName, limit: limit, sizeHint: 0))
    }
    try requireNameable(path)
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else { throw systemFailure(path) }
    return try read(descriptor: descriptor, path: path, limit: limit)
  }

  /// Reads `path`, which is relative to the folder `root` and may not leave it: no absolute path,
  /// no `..`, no symbolic link on the way. Nothing of what lies outside is opened.
  ///
  /// - Parameter name: what diagnostics call the file; `path` by default.
  package static func read(
    path: String, beneath root: String, limit: Int = standardLimit, shownAs name: String? = nil
  ) throws(ReadFailure) -> SourceFile {
    let shown = name ?? path
    try requireNameable(path)
    let parts = path.split(separator: "/").filter { $0 != "." }.map(String.init)
    if path.hasPrefix("/") { throw .outsideRoot(path: shown, reason: "the path is absolute") }
    if parts.contains("..") { throw .outsideRoot(path: shown, reason: "the path has `..`") }
    let descriptor = try RootFolder(root).open(parts, shownAs: shown)
    return try read(descriptor: descriptor, path: shown, limit: limit)
  }

  /// Takes over the descriptor and closes it.
  private static func read(
    descriptor: Int32, path: String, limit: Int
  ) throws(ReadFailure) -> SourceFile {
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw systemFailure(path) }
    if let kind = specialKind(status.st_mode) { throw .notRegular(path: path, kind: kind) }
    guard Int(status.st_size) <= limit else { throw .tooLarge(path: path, limit: limit) }
    let size = Int(status.st_size)
    return SourceFile(
      path: path,
      bytes: try contents(of: descriptor, path: path, limit: limit, sizeHint: size))
  }

  private static func contents(
    of descriptor: Int32, path: String, limit: Int, sizeHint: Int
  ) throws(ReadFailure) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(sizeHint + 1)
    var chunk = [UInt8](repeating: 0, count: min(max(sizeHint + 1, 1 << 12), 1 << 18))
    while true {
      let count = chunk.withUnsafeMutableBytes {
        systemRead(descriptor, $0.baseAddress, $0.count)
      }
      if count == 0 { return bytes }
      guard count > 0 else {
        if errno == EINTR { continue }
        throw systemFailure(path)
      }
      guard bytes.count + count <= limit else { throw .tooLarge(path: path, limit: limit) }
      bytes.append(contentsOf: chunk[..<count])
    }
  }

  private static func requireNameable(_ path: String) throws(ReadFailure) {
    if path.isEmpty { throw .badPath(path: path, reason: "the path is empty") }
    if path.utf8.contains(0) { throw .badPath(path: path, reason: "the path contains a NUL") }
  }

  static func specialKind(_ mode: mode_t) -> String? {
    switch mode & S_IFMT {
    case S_IFREG: nil
    case S_IFDIR: "folder"
    case S_IFIFO: "pipe"
    case S_IFSOCK: "socket"
    default: "device"
    }
  }

  static func systemFailure(_ path: String) -> ReadFailure {
    // Opening a socket fails before its kind can be asked for.
    if errno == ENXIO { return .notRegular(path: path, kind: "socket or device") }
    return .system(path: path, reason: strerror(errno).map { String(cString: $0) } ?? "unknown")
  }
}

/// `read` of the C library, which the methods above would otherwise hide.
private func systemRead(_ descriptor: Int32, _ bytes: UnsafeMutableRawPointer?, _ count: Int) -> Int
{
  read(descriptor, bytes, count)
}

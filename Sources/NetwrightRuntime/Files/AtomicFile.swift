#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Replaces a file as a whole: after a crash at any point the path holds the old or the new bytes.
///
/// The order is that of ALICE (Pillai et al., OSDI 2014): a temporary file in the same directory,
/// its data forced to disk, renamed over the target, then the directory forced to disk.
public enum AtomicFile {
  static let temporaryPrefix = ".netwright-"
  static let temporarySuffix = ".partial"

  /// Replaces `path` by `bytes`; an existing file keeps its mode.
  public static func write(_ path: String, _ bytes: [UInt8]) throws(FileError) {
    try write(path) { (file: FileHandle) throws(FileError) in try file.write(bytes) }
  }

  /// Replaces `path` by what `body` writes; on any error the old file stays as it was.
  public static func write(
    _ path: String, _ body: (FileHandle) throws(FileError) -> Void
  ) throws(FileError) {
    let directory = directoryName(of: path)
    let temporary = try createTemporary(in: directory, for: path)
    do throws(FileError) {
      let file = FileHandle(adopting: temporary.descriptor, path: path)
      try copyMode(of: path, to: file)
      try body(file)
      try file.synchronize()
      try file.close()
      guard rename(temporary.path, path) == 0 else {
        throw FileError(path: path, operation: "replace", code: errno)
      }
    } catch {
      unlink(temporary.path)
      throw error
    }
    try synchronizeDirectory(directory)
  }

  /// Removes temporary files that a killed process left in `directory`; those of processes that
  /// still run are kept. Errors are of no consequence and ignored.
  public static func removeStale(in directory: String) {
    guard let stream = opendir(directory) else { return }
    defer { closedir(stream) }
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { start in
        start.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard name.hasPrefix(temporaryPrefix), name.hasSuffix(temporarySuffix) else { continue }
      let middle = name.dropFirst(temporaryPrefix.count).dropLast(temporarySuffix.count)
      guard let number = WholeNumber.parse(String(middle.prefix { $0 != "-" })),
        let process = pid_t(exactly: number), process > 0
      else { continue }
      let isRunning = process != getpid() && (kill(process, 0) == 0 || errno == EPERM)
      if !isRunning { unlink(directory + "/" + name) }
    }
  }

  private struct Temporary {
    let descriptor: Int32
    let path: String
  }

  private static func createTemporary(
    in directory: String, for path: String
  ) throws(FileError) -> Temporary {
    if path.utf8.contains(0) {
      throw FileError(path: path, operation: "create", reason: "the path contains a NUL byte")
    }
    for attempt in 0..<1000 {
      // A name of its own length: one built from the target could exceed the limit of 255 bytes.
      let name =
        "\(directory)/\(temporaryPrefix)\(getpid())-\(attempt)\(temporarySuffix)"
      let descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o666)
      if descriptor >= 0 { return Temporary(descriptor: descriptor, path: name) }
      if errno != EEXIST && errno != EINTR {
        throw FileError(path: path, operation: "create", code: errno)
      }
    }
    throw FileError(path: path, operation: "create", code: EEXIST)
  }

  private static func copyMode(
    of path: String, to file: FileHandle
  ) throws(FileError) {
    var status = stat()
    guard stat(path, &status) == 0 else { return }
    guard fchmod(file.descriptor, status.st_mode & 0o777) == 0 else {
      throw FileError(path: path, operation: "keep the mode of", code: errno)
    }
  }

  /// Makes a rename durable. File systems that cannot do this answer `EINVAL`, which is accepted.
  static func synchronizeDirectory(_ directory: String) throws(FileError) {
    let handle = try FileHandle(
      opening: directory, flags: O_RDONLY | O_CLOEXEC, mode: 0, operation: "open")
    do throws(FileError) {
      try handle.synchronize()
    } catch  where error.code == EINVAL {
      return
    }
  }

  static func directoryName(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}

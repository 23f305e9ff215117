#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A log that grows line by line; lines are gathered and reach the file in whole lines.
public final class AppendFile {
  private let file: FileHandle
  private var pending: [UInt8] = []
  /// Bytes in the file and pending: the length to return to when a run resumes from here.
  public private(set) var length: Int

  /// Opens `path`, cut to its first `length` bytes (0 starts anew). A shorter file is an error:
  /// lines that a checkpoint relies on are gone.
  public init(path: String, keeping length: Int = 0) throws(FileError) {
    file = try FileHandle(
      opening: path, flags: O_WRONLY | O_CREAT | O_CLOEXEC, mode: 0o666, operation: "open")
    let size = try file.regularFileSize()
    guard length >= 0 && length <= size else {
      throw FileError(
        path: path, operation: "continue", reason: "it holds \(size) bytes, expected \(length)")
    }
    guard ftruncate(file.descriptor, off_t(length)) == 0,
      lseek(file.descriptor, off_t(length), SEEK_SET) >= 0
    else { throw FileError(path: path, operation: "truncate", code: errno) }
    self.length = length
  }

  /// Adds `line` and a line feed.
  public func append(_ line: String) throws(FileError) {
    pending.append(contentsOf: line.utf8)
    pending.append(10)
    length += line.utf8.count + 1
    if pending.count >= 1 << 15 { try flush() }
  }

  /// Hands the gathered lines to the system.
  public func flush() throws(FileError) {
    if pending.isEmpty { return }
    let lines = pending
    pending.removeAll(keepingCapacity: true)
    try file.write(lines)
  }

  /// Forces everything so far to the disk, so that a checkpoint may rely on `length`.
  public func synchronize() throws(FileError) {
    try flush()
    try file.synchronize()
  }

  /// Writes what is pending and closes; a delayed write error shows here.
  public func close() throws(FileError) {
    try flush()
    try file.close()
  }
}

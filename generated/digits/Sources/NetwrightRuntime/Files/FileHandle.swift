#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// An open file descriptor that closes itself; interrupted and short transfers are continued.
public final class FileHandle {
  public let descriptor: Int32
  public let path: String
  private var isOpen = true

  public init(adopting descriptor: Int32, path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  /// Opens `path` for reading. Anything but a regular file is refused; a pipe does not block.
  public convenience init(reading path: String) throws(FileError) {
    let flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK
    try self.init(opening: path, flags: flags, mode: 0, operation: "open")
    _ = try regularFileSize()
  }

  init(opening path: String, flags: Int32, mode: mode_t, operation: String) throws(FileError) {
    if path.utf8.contains(0) {
      throw FileError(path: path, operation: operation, reason: "the path contains a NUL byte")
    }
    var result = open(path, flags, mode)
    while result < 0 && errno == EINTR { result = open(path, flags, mode) }
    if result < 0 { throw FileError(path: path, operation: operation, code: errno) }
    descriptor = result
    self.path = path
  }

  deinit { if isOpen { _ = systemClose(descriptor) } }

  /// The size in bytes; an error when this is no regular file.
  public func regularFileSize() throws(FileError) -> Int {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw FileError(path: path, operation: "inspect", code: errno)
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw FileError(path: path, operation: "read", reason: "this is not a regular file")
    }
    return Int(status.st_size)
  }

  /// Reads until `buffer` is full or the file ends; returns the bytes read.
  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
    var filled = 0
    while filled < buffer.count {
      // Linux transfers at most 2 GiB − 4 KiB in one call; 1 GiB keeps every system content.
      let wanted = min(buffer.count - filled, 1 << 30)
      let space = UnsafeMutableRawBufferPointer(rebasing: buffer[filled..<(filled + wanted)])
      let count = systemRead(descriptor, space.baseAddress, wanted)
      if count == 0 { break }
      if count < 0 {
        if errno == EINTR { continue }
        throw FileError(path: path, operation: "read", code: errno)
      }
      filled += count
    }
    return filled
  }

  /// Writes every byte of `buffer`.
  public func write(_ buffer: UnsafeRawBufferPointer) throws(FileError) {
    var done = 0
    while done < buffer.count {
      let wanted = min(buffer.count - done, 1 << 30)
      let rest = UnsafeRawBufferPointer(rebasing: buffer[done..<(done + wanted)])
      let count = systemWrite(descriptor, rest.baseAddress, wanted)
      if count < 0 {
        if errno == EINTR { continue }
        throw FileError(path: path, operation: "write", code: errno)
      }
      if count == 0 {
        throw FileError(path: path, operation: "write", reason: "the system accepted no bytes")
      }
      done += count
    }
  }

  /// Writes every byte of `bytes`.
  public func write(_ bytes: [UInt8]) throws(FileError) {
    var failure: FileError?
    bytes.withUnsafeBytes { buffer in
      do throws(FileError) { try write(buffer) } catch { failure = error }
    }
    if let failure { throw failure }
  }

  /// Forces the contents to the disk. A failure is final: a second `fsync` would report success
  /// for pages that the kernel has already dropped.
  public func synchronize() throws(FileError) {
    while fsync(descriptor) != 0 {
      if errno == EINTR { continue }
      throw FileError(path: path, operation: "synchronize", code: errno)
    }
  }

  /// Closes and reports a delayed write error, which a deinitializer cannot. After `EINTR` the
  /// descriptor is already released on Linux, so it counts as closed.
  public func close() throws(FileError) {
    isOpen = false
    if systemClose(descriptor) != 0 && errno != EINTR {
      throw FileError(path: path, operation: "close", code: errno)
    }
  }
}

/// The system calls whose names the methods above shadow.
private func systemRead(
  _ descriptor: Int32, _ start: UnsafeMutableRawPointer?, _ count: Int
) -> Int {
  read(descriptor, start, count)
}

private func systemWrite(_ descriptor: Int32, _ start: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, start, count)
}

private func systemClose(_ descriptor: Int32) -> Int32 { close(descriptor) }

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A folder below which files are read and written; symbolic links below it are never followed.
final class OutputFolder {
  private let root: Int32
  private let path: String

  /// `nil` when there is no such folder.
  init?(existing path: String) throws(PackageWriteError) {
    let root = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if root < 0 {
      if errno == ENOENT { return nil }
      throw PackageWriteError(path: path, operation: "open", code: errno)
    }
    self.root = root
    self.path = path
  }

  /// Makes the folder where it is missing, its parents too.
  init(creating path: String) throws(PackageWriteError) {
    var made = path.hasPrefix("/") ? "" : "."
    for component in path.split(separator: "/") {
      made += "/" + component
      if mkdir(made, 0o755) != 0, errno != EEXIST, errno != EISDIR {
        throw PackageWriteError(path: made, operation: "create", code: errno)
      }
    }
    root = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if root < 0 { throw PackageWriteError(path: path, operation: "open", code: errno) }
    self.path = path
  }

  deinit { close(root) }

  /// Whether a path stays below the folder by its words alone.
  static func isInside(_ path: String) -> Bool {
    let components = path.split(separator: "/", omittingEmptySubsequences: false)
    return !components.contains { $0.isEmpty || $0 == "." || $0 == ".." }
      && !path.utf8.contains(0)
  }

  /// The bytes of a regular file; `nil` when there is none.
  func contents(_ name: String) throws(PackageWriteError) -> [UInt8]? {
    guard let folder = try parent(of: name, creates: false) else { return nil }
    defer { close(folder) }
    let file = openat(folder, leaf(name), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    if file < 0 {
      // A link is not what we wrote: it counts as missing and is replaced, not followed.
      if errno == ENOENT || errno == ELOOP { return nil }
      throw failure(name, "open")
    }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw failure(name, "look at") }
    guard status.st_mode & S_IFMT == S_IFREG else { return nil }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(file, &chunk, chunk.count)
      if count < 0 && errno == EINTR { continue }
      if count < 0 { throw failure(name, "read") }
      if count == 0 { return bytes }
      bytes += chunk[..<count]
    }
  }

  /// Replaces a file atomically: whoever looks sees the old or the new contents.
  func write(_ name: String, _ bytes: [UInt8]) throws(PackageWriteError) {
    guard Self.isInside(name), let folder = try parent(of: name, creates: true) else {
      throw PackageWriteError(path: name, operation: "write", code: EINVAL)
    }
    defer { close(folder) }
    let temporary = ".\(leaf(name)).\(getpid()).partial"
    unlinkat(folder, temporary, 0)
    let file = openat(
      folder, temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644)
    if file < 0 { throw failure(name, "create") }
    var start = 0
    while start < bytes.count {
      let count = bytes.withUnsafeBytes { raw in
        raw.baseAddress.map { writeBytes(file, $0 + start, bytes.count - start) } ?? 0
      }
      if count < 0 && errno == EINTR { continue }
      if count <= 0 { throw abandon(folder, temporary, file, failure(name, "write")) }
      start += count
    }
    if fsync(file) != 0 { throw abandon(folder, temporary, file, failure(name, "sync")) }
    close(file)
    if renameat(folder, temporary, folder, leaf(name)) != 0 {
      let error = failure(name, "rename")
      unlinkat(folder, temporary, 0)
      throw error
    }
  }

  func remove(_ name: String) throws(PackageWriteError) {
    guard let folder = try parent(of: name, creates: false) else { return }
    defer { close(folder) }
    if unlinkat(folder, leaf(name), 0) != 0, errno != ENOENT { throw failure(name, "remove") }
  }

  private func abandon(
    _ folder: Int32, _ temporary: String, _ file: Int32, _ error: PackageWriteError
  ) -> PackageWriteError {
    close(file)
    unlinkat(folder, temporary, 0)
    return error
  }

  private func failure(_ name: String, _ operation: String) -> PackageWriteError {
    PackageWriteError(path: "\(path)/\(name)", operation: operation, code: errno)
  }

  private func leaf(_ name: String) -> String {
    name.split(separator: "/").last.map(String.init) ?? name
  }

  /// The folder that holds `name`, opened one component at a time.
  private func parent(of name: String, creates: Bool) throws(PackageWriteError) -> Int32? {
    var folder = fcntl(root, F_DUPFD_CLOEXEC, 0)
    if folder < 0 { throw failure(name, "open") }
    for component in name.split(separator: "/").dropLast() {
      if creates, mkdirat(folder, String(component), 0o755) != 0, errno != EEXIST {
        let error = failure(name, "create the folder of")
        close(folder)
        throw error
      }
      let next = openat(folder, String(component), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      let code = errno
      close(folder)
      if next < 0 {
        if code == ENOENT && !creates { return nil }
        throw PackageWriteError(
          path: "\(path)/\(name)", operation: "open the folder of", code: code)
      }
      folder = next
    }
    return folder
  }
}

/// `write(2)`, which inside the class would be the method.
private func writeBytes(_ file: Int32, _ bytes: UnsafeRawPointer, _ count: Int) -> Int {
  write(file, bytes, count)
}

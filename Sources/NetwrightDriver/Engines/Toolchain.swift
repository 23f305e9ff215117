import NetwrightRuntime

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The Swift toolchain that builds emitted packages.
package struct Toolchain {
  let swift: String
  /// What names the toolchain in cache keys: the file behind `swift`, its size and its date.
  let identity: String

  /// The first `swift` on the path of the environment; `nil` where there is none.
  package static func find() -> Toolchain? {
    guard let path = getenv("PATH").map({ String(cString: $0) }) else { return nil }
    for folder in path.split(separator: ":") {
      let candidate = "\(folder)/swift"
      guard access(candidate, X_OK) == 0, let real = realpath(candidate, nil) else { continue }
      defer { free(real) }
      var status = stat()
      guard stat(real, &status) == 0 else { continue }
      let resolved = String(cString: real)
      let identity = "\(resolved) \(status.st_size) \(status.st_mtim.tv_sec)"
      return Toolchain(swift: candidate, identity: identity)
    }
    return nil
  }
}

/// The folder of compiled programs: the user's own, closed to others.
enum ProgramCache {
  /// `$XDG_CACHE_HOME/netwright`, otherwise `~/.cache/netwright`.
  static func folder() throws(FileError) -> String {
    let base =
      environment("XDG_CACHE_HOME") ?? environment("HOME").map { "\($0)/.cache" } ?? "/var/tmp"
    let folder = "\(base)/netwright"
    try Directory.create(base)
    if mkdir(folder, 0o700) != 0, errno != EEXIST {
      throw FileError(path: folder, operation: "create", code: errno)
    }
    var status = stat()
    guard lstat(folder, &status) == 0 else {
      throw FileError(path: folder, operation: "open", code: errno)
    }
    guard status.st_mode & S_IFMT == S_IFDIR, status.st_uid == geteuid() else {
      throw FileError(path: folder, operation: "use", reason: "it is not a folder of this user")
    }
    if status.st_mode & 0o077 != 0, chmod(folder, 0o700) != 0 {
      throw FileError(path: folder, operation: "close to others", code: errno)
    }
    return folder
  }

  private static func environment(_ name: String) -> String? {
    guard let value = getenv(name).map({ String(cString: $0) }), value.hasPrefix("/") else {
      return nil
    }
    return value
  }

  /// What tells one processor's native code from another's.
  static var processor: String {
    guard let file = fopen("/proc/cpuinfo", "r") else { return "unknown" }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 8192)
    var found: [String] = []
    while fgets(&line, Int32(line.count), file) != nil {
      let bytes = line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
      let text = String(decoding: bytes, as: UTF8.self)
      if text.hasPrefix("flags") || text.hasPrefix("Features") || text.hasPrefix("model name") {
        found.append(text)
      }
      if text == "\n" { break }
    }
    return found.joined()
  }
}

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A new folder for one test, removed with what the test put into it.
final class TemporaryFolder {
  let path: String
  private var created: [String] = []

  init() {
    let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array((base + "/netwright-XXXXXX").utf8CString)
    _ = mkdtemp(&template)
    path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  deinit {
    for path in created.reversed() where unlink(path) != 0 { rmdir(path) }
    rmdir(path)
  }

  func file(_ name: String, _ text: String) -> String {
    let path = take(name)
    let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    let bytes = Array(text.utf8)
    _ = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    close(descriptor)
    return path
  }

  func folder(_ name: String) -> String {
    let path = take(name)
    mkdir(path, 0o700)
    return path
  }

  func pipe(_ name: String) -> String {
    let path = take(name)
    mkfifo(path, 0o600)
    return path
  }

  func link(_ name: String, to target: String) -> String {
    let path = take(name)
    symlink(target, path)
    return path
  }

  private func take(_ name: String) -> String {
    let path = self.path + "/" + name
    created.append(path)
    return path
  }
}

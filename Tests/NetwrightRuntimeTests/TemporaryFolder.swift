import NetwrightRuntime

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A folder of one test, removed with its files and folders afterwards.
final class TemporaryFolder {
  let path: String

  init() {
    let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array((base + "/netwright-test-XXXXXX").utf8CString)
    path = template.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) } ?? base
    }
  }

  deinit { Self.remove(path) }

  subscript(name: String) -> String { path + "/" + name }

  func write(_ name: String, _ bytes: [UInt8]) throws {
    try AtomicFile.write(self[name], bytes)
  }

  func write(_ name: String, _ text: String) throws { try write(name, Array(text.utf8)) }

  /// Writes without forcing anything to the disk, for tests with thousands of files.
  func overwrite(_ name: String, _ bytes: [UInt8]) throws {
    let descriptor = open(self[name], O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    try FileHandle(adopting: descriptor, path: self[name]).write(bytes)
  }

  func read(_ name: String) throws -> [UInt8] {
    let file = try FileHandle(reading: self[name])
    var bytes = [UInt8](repeating: 0, count: try file.regularFileSize())
    _ = try bytes.withUnsafeMutableBytes { try file.read(into: $0) }
    return bytes
  }

  func text(_ name: String) throws -> String { String(decoding: try read(name), as: UTF8.self) }

  /// Names in ascending order, hidden ones included.
  var names: [String] { Self.names(path) }

  private static func names(_ path: String) -> [String] {
    guard let stream = opendir(path) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { start in
        start.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  private static func remove(_ path: String) {
    if unlink(path) == 0 { return }
    for name in names(path) { remove(path + "/" + name) }
    rmdir(path)
  }
}

/// Files hold tensors in an order of their own.
func byName(_ a: HostTensor, _ b: HostTensor) -> Bool { a.name < b.name }

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Reads and writes files of the project at `root`.
struct SourceTree {
  let root: String

  struct Failure: Error, CustomStringConvertible {
    let path: String
    let operation: String
    var description: String { "cannot \(operation) `\(path)`" }
  }

  /// Swift files below a folder with their texts, in byte order of their paths.
  func sources(below folder: String) throws(Failure) -> [(path: String, text: String)] {
    var sources: [(path: String, text: String)] = []
    for name in try names(in: folder) where !name.hasPrefix(".") {
      let path = "\(folder)/\(name)"
      var status = stat()
      guard stat("\(root)/\(path)", &status) == 0 else {
        throw Failure(path: path, operation: "read")
      }
      if status.st_mode & S_IFMT == S_IFDIR {
        sources += try self.sources(below: path)
      } else if name.hasSuffix(".swift") {
        sources.append((path, try read(path)))
      }
    }
    return sources
  }

  private func names(in folder: String) throws(Failure) -> [String] {
    guard let handle = opendir("\(root)/\(folder)") else {
      throw Failure(path: folder, operation: "read")
    }
    defer { closedir(handle) }
    var names: [String] = []
    while let entry = readdir(handle) {
      names.append(
        withUnsafePointer(to: &entry.pointee.d_name) { pointer in
          pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        })
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  func read(_ path: String) throws(Failure) -> String {
    guard let file = fopen("\(root)/\(path)", "rb") else {
      throw Failure(path: path, operation: "read")
    }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = fread(&chunk, 1, chunk.count, file)
      if count == 0 { break }
      bytes += chunk[..<count]
    }
    guard ferror(file) == 0, let text = String(validating: bytes, as: UTF8.self) else {
      throw Failure(path: path, operation: "read")
    }
    return text
  }

  func write(_ text: String, to path: String) throws(Failure) {
    guard let file = fopen("\(root)/\(path)", "wb") else {
      throw Failure(path: path, operation: "write")
    }
    let bytes = Array(text.utf8)
    let written = fwrite(bytes, 1, bytes.count, file)
    guard fclose(file) == 0, written == bytes.count else {
      throw Failure(path: path, operation: "write")
    }
  }
}

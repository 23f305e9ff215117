#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A folder of the package, read without Foundation; paths are relative to it.
struct SourceFolder {
  struct Failure: Error, Hashable {
    let path: String
    let code: Int32
  }

  let path: String

  /// The package's root: two folders above this one.
  static let package = SourceFolder(path: parent(of: parent(of: parent(of: #filePath))))

  /// Names in the folder `name`, in ascending order; without hidden ones.
  func names(in name: String) throws(Failure) -> [String] {
    let full = "\(path)/\(name)"
    guard let stream = opendir(full) else { throw Failure(path: full, code: errno) }
    defer { closedir(stream) }
    var result: [String] = []
    while let entry = readdir(stream) {
      let found = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if !found.hasPrefix(".") { result.append(found) }
    }
    return result.sorted()
  }

  /// Folders directly below the folder `name`.
  func folders(in name: String) throws(Failure) -> [String] {
    try names(in: name).filter { isFolder("\(name)/\($0)") }
  }

  /// Files at any depth below the folder `name` that end in `ending`.
  func files(below name: String, ending: String) throws(Failure) -> [String] {
    var (found, pending) = ([String](), [name])
    while let folder = pending.popLast() {
      for entry in try names(in: folder) {
        let child = "\(folder)/\(entry)"
        if isFolder(child) {
          pending.append(child)
        } else if entry.hasSuffix(ending) {
          found.append(child)
        }
      }
    }
    return found.sorted()
  }

  func text(of name: String) throws(Failure) -> String {
    let full = "\(path)/\(name)"
    guard let file = fopen(full, "r") else { throw Failure(path: full, code: errno) }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = fread(&chunk, 1, chunk.count, file)
      if count == 0 { return String(decoding: bytes, as: UTF8.self) }
      bytes += chunk[..<count]
    }
  }

  private func isFolder(_ name: String) -> Bool {
    var status = stat()
    return lstat("\(path)/\(name)", &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  private static func parent(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
  }
}

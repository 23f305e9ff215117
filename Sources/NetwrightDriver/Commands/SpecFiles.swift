#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The specs that a path on the command line stands for.
enum SpecFiles {
  struct Candidate: Sendable {
    let path: String
    /// Given by its own path: then it is meant as a spec, whatever is in it.
    let isNamed: Bool
  }

  static let maximumDepth = 32

  /// The path itself, or all YAML files below a folder in order of their names; links to folders
  /// are not followed.
  static func under(_ path: String) -> [Candidate] {
    guard isFolder(path) else { return [Candidate(path: path, isNamed: true)] }
    var status = stat()
    var found: [String] = []
    var pending = [(path, 0)]
    while let (folder, depth) = pending.popLast() {
      for name in names(in: folder) where !name.hasPrefix(".") {
        // What lies in the working folder is named as people name it.
        let prefix =
          folder == "." || folder == "./" ? "" : folder.hasSuffix("/") ? folder : folder + "/"
        let child = prefix + name
        guard lstat(child, &status) == 0 else { continue }
        if status.st_mode & S_IFMT == S_IFDIR {
          if depth < maximumDepth { pending.append((child, depth + 1)) }
        } else if name.hasSuffix(".yaml") || name.hasSuffix(".yml") {
          found.append(child)
        }
      }
    }
    return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      .map { Candidate(path: $0, isNamed: false) }
  }

  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return path != "-" && stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Whether a file says that it is a spec: some line begins with the key `netwright`, alone or
  /// within a brace. Anything else in a folder is other people's YAML.
  static func looksLikeSpec(_ bytes: [UInt8]) -> Bool {
    // One of the two may be misspelt.
    let keys = [Array("netwright".utf8), Array("dims".utf8)]
    var index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while index < bytes.count {
      var start = index
      while start < bytes.count, [0x20, 0x22, 0x27, 0x7B].contains(bytes[start]) { start += 1 }
      for key in keys where bytes[start...].starts(with: key) {
        var end = start + key.count
        while end < bytes.count, [0x20, 0x22, 0x27].contains(bytes[end]) { end += 1 }
        if end < bytes.count, bytes[end] == UInt8(ascii: ":") { return true }
      }
      while index < bytes.count, bytes[index] != 0x0A, bytes[index] != 0x0D { index += 1 }
      index += 1
    }
    return false
  }

  /// What lies in a folder, in no order.
  static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var result: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      result.append(name)
    }
    return result
  }
}

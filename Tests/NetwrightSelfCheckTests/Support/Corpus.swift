#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Graphs on which engines once disagreed: `Corpus/NAME.ir`, comments first, `// seed: N` among
/// them.
enum Corpus {
  struct Entry: Sendable, CustomStringConvertible {
    let name: String
    let seed: UInt64
    let text: String
    var description: String { name }
  }

  static let root =
    String(
      #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(2)
        .joined(separator: "/")) + "/Corpus"

  static let all: [Entry] = names().compactMap { name in
    guard let text = read("\(root)/\(name)") else { return nil }
    let line = text.split(separator: "\n").first { $0.hasPrefix("// seed: ") }
    let seed = line.flatMap { UInt64($0.dropFirst("// seed: ".count)) }
    return Entry(name: name, seed: seed ?? 1, text: text)
  }

  /// Where minimized failures go: `NETWRIGHT_FAILURES`, otherwise `TMPDIR`, otherwise `/tmp`.
  static func keep(seed: UInt64, reason: String, text: String) -> String {
    let named = getenv("NETWRIGHT_FAILURES") ?? getenv("TMPDIR")
    let folder = named.map { String(cString: $0) } ?? "/tmp"
    let path = "\(folder)/random-\(seed).ir"
    guard let file = fopen(path, "w") else { return "nowhere" }
    let words = reason.split(separator: "\n").joined(separator: " ")
    fputs("// \(words)\n// seed: \(seed)\n\(text)", file)
    fclose(file)
    return path
  }

  private static func names() -> [String] {
    guard let directory = opendir(root) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }

  private static func read(_ path: String) -> String? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65536)
    while case let count = fread(&chunk, 1, chunk.count, file), count > 0 {
      bytes += chunk[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

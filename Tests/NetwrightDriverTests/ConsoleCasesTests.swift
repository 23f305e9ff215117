import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Cases of the command line are Markdown: prose, fences `text NAME` with files, and a fence
/// `console` with lines `$ command` for a shell and what they print. `BLESS=1` writes the console
/// anew, and fails.
@Suite(.serialized) struct ConsoleCasesTests {
  static let root = String(
    #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
      .joined(separator: "/"))
  static let folder = "\(root)/Tests/NetwrightDriverTests/Cases"
  static let names: [String] = {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.hasSuffix(".md") { names.append(name) }
    }
    return names.sorted()
  }()

  @Test("prints what the case says", arguments: names)
  func prints(name: String) throws {
    let path = "\(Self.folder)/\(name)"
    let parts = try #require(ConsoleCase(Shell.contents(of: path)), "\(name) has no console")
    let found = try parts.run(tool: Self.tool)
    if getenv("BLESS") != nil, found != parts.console {
      Shell.write(parts.head + "```console\n" + found + "```\n", to: path)
      Issue.record("\(name) was written anew")
      return
    }
    #expect(found == parts.console)
  }

  @Test("there are cases")
  func exist() { #expect(Self.names.count >= 20) }

  /// The tool that was built with the tests.
  private static var tool: String {
    var path = CommandLine.arguments[0]
    while let slash = path.lastIndex(of: "/") {
      path = String(path[..<slash])
      if access("\(path)/netwright", X_OK) == 0 { return "\(path)/netwright" }
    }
    return "\(root)/.build/debug/netwright"
  }
}

struct ConsoleCase {
  /// All before the console.
  let head: String
  let files: [(name: String, text: String)]
  let console: String

  init?(_ text: String) {
    var files: [(String, String)] = []
    var head = ""
    var name: String?
    var content = ""
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      guard let current = name else {
        if line == "```console" { name = "" } else { head += line + "\n" }
        if line.hasPrefix("```text ") { name = String(line.dropFirst(8)) }
        continue
      }
      if line == "```" {
        guard !current.isEmpty else {
          (self.head, self.files, console) = (head, files, content)
          return
        }
        head += "```\n"
        files.append((current, content))
        (name, content) = (nil, "")
      } else {
        content += line + "\n"
        if !current.isEmpty { head += line + "\n" }
      }
    }
    return nil
  }

  /// The commands with what they print now, in a folder of their own.
  func run(tool: String) throws -> String {
    let folder = Shell.output("mktemp -d").split(separator: "\n").first.map(String.init) ?? ""
    try #require(!folder.isEmpty && access(tool, X_OK) == 0, "no tool at \(tool)")
    defer { _ = Shell.output("rm -rf '\(folder)'") }
    for file in files { Shell.write(file.text, to: "\(folder)/\(file.name)") }
    let setting =
      "cd '\(folder)' && export LC_ALL=C HOME='\(folder)' XDG_CACHE_HOME='\(folder)/.cache'; "
      + "netwright() { '\(tool)' \"$@\"; }; "
    var result = ""
    for line in console.split(separator: "\n") where line.hasPrefix("$ ") {
      result += "\(line)\n"
      let output = Shell.output("(\(setting)\(line.dropFirst(2))) 2>&1; printf 'exit %d' $?")
      result += output.hasSuffix("exit 0") ? String(output.dropLast(6)) : output + "\n"
      if !result.hasSuffix("\n") { result += "\n" }
    }
    return result
  }
}

enum Shell {
  static func output(_ command: String) -> String {
    guard let pipe = popen(command, "r") else { return "" }
    defer { pclose(pipe) }
    return read(pipe)
  }

  static func contents(of path: String) -> String {
    guard let file = fopen(path, "r") else { return "" }
    defer { fclose(file) }
    return read(file)
  }

  static func write(_ text: String, to path: String) {
    guard let file = fopen(path, "w") else { return }
    defer { fclose(file) }
    let bytes = Array(text.utf8)
    fwrite(bytes, 1, bytes.count, file)
  }

  private static func read(_ file: UnsafeMutablePointer<FILE>) -> String {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      if count == 0 { break }
      bytes += buffer[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

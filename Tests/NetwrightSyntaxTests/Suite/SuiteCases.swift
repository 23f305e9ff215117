#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
import NetwrightDiagnostics
import NetwrightSyntax

/// The cases of yaml-test-suite (the release of 2022-01-17, its folders of data), which are not part
/// of this project: `YAML_TEST_SUITE` says where they are.
struct SuiteCase: Sendable, CustomStringConvertible {
  let name: String
  let folder: String

  var description: String { name }
  var isInvalid: Bool { access("\(folder)/error", F_OK) == 0 }

  func file(_ name: String) throws -> SourceFile {
    try SourceReader.read(path: "\(folder)/\(name)")
  }

  static let root = getenv("YAML_TEST_SUITE").map { String(cString: $0) }

  /// In order of their names, such as `229Q` and `2G84/00`.
  static let all: [SuiteCase] = {
    guard let root else { return [] }
    return names(in: root).flatMap { name -> [SuiteCase] in
      guard name.utf8.count == 4, name == name.uppercased() else { return [] }
      let folder = "\(root)/\(name)"
      if access("\(folder)/in.yaml", F_OK) == 0 { return [SuiteCase(name: name, folder: folder)] }
      return names(in: folder).map { SuiteCase(name: "\(name)/\($0)", folder: "\(folder)/\($0)") }
    }
  }()

  private static func names(in folder: String) -> [String] {
    guard let directory = opendir(folder) else { return [] }
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
}

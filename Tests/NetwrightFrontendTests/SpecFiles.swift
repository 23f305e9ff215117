import NetwrightDiagnostics
import NetwrightFrontend
import NetwrightSyntax

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Finds files of the source tree from the place of this one.
enum SpecFiles {
  static let root = String(
    #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
      .joined(separator: "/"))

  /// Names of the files in a folder with this ending, in order.
  static func names(in folder: String, ending: String) -> [String] {
    guard let directory = opendir("\(root)/\(folder)") else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.hasSuffix(ending) { names.append(name) }
    }
    return names.sorted()
  }

  static func read(_ path: String) throws -> SourceFile {
    let file = try SourceReader.read(path: "\(root)/\(path)")
    return SourceFile(path: path, bytes: file.bytes)
  }

  /// Checks a spec; its findings as text, empty where there is none.
  ///
  /// - Parameter files: what it may import, by path, in place of the disk.
  static func check(
    _ file: SourceFile, files: [String: String]? = nil, overrides: [Override] = []
  ) -> (spec: CheckedSpec?, findings: String) {
    let bag = DiagnosticBag()
    let imports = files.map { ImportReader(files: $0) } ?? ImportReader()
    let spec = Frontend.check(file: file, imports: imports, overrides: overrides, into: bag)
    return (spec, TextRenderer(colour: false).render(bag.sorted))
  }

  /// The codes of all that is wrong with a spec.
  static func codes(of text: String) -> [String] {
    let bag = DiagnosticBag()
    _ = Frontend.check(file: SourceFile(path: "spec.yaml", text: text), into: bag)
    return bag.reported.map(\.code)
  }

  static func check(
    text: String, files: [String: String]? = nil
  ) -> (spec: CheckedSpec?, findings: String) {
    check(SourceFile(path: "spec.yaml", text: text), files: files)
  }
}

import NetwrightRuntime
import Testing

@testable import NetwrightData

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

@Suite struct DataFolderTests {
  private let folder = TemporaryFolder()

  private func code(_ path: String, confined: Bool) -> String? {
    do throws(DataError) {
      _ = try DataFolder(root: folder["root"], isConfined: confined).open(path)
      return nil
    } catch {
      return error.code
    }
  }

  @Test("nothing outside a confined folder can be opened, whatever leads there")
  func confinement() throws {
    try Directory.create(folder["root/in"])
    try folder.write("outside", "x")
    try folder.write("root/in/file", "x")
    symlink("../outside", folder["root/link"])
    symlink("in", folder["root/folder"])
    link(folder["outside"], folder["root/hard"])
    mkfifo(folder["root/pipe"], 0o600)
    let confined = [
      "in/file": nil, "./in//file": nil, "../outside": "E0502", "in/../../outside": "E0502",
      folder["outside"]: "E0502", "link": "E0502", "folder/file": "E0502", "hard": "E0502",
      "pipe": "E0501", "in": "E0501", "none": "E0501", "": "E0502", "a\0b": "E0502", ".": "E0502",
    ]
    for (path, expected) in confined { #expect(code(path, confined: true) == expected, "\(path)") }
    for path in ["../outside", "link", "folder/file", "hard", folder["outside"]] {
      #expect(code(path, confined: false) == nil)
    }
    for path in ["pipe", "in", "none"] { #expect(code(path, confined: false) == "E0501") }
  }
}

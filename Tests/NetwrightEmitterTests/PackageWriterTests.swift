import NetwrightEmitter
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

@Suite struct PackageWriterTests {
  private func file(_ path: String, _ text: String) -> EmittedFile {
    EmittedFile(path: path, text: text)
  }

  @Test("unchanged files stay, changed ones are replaced, stale ones of ours go, others stay")
  func lifecycle() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let writer = PackageWriter(root: folder.path + "/made/here")
    let first = [file("a.txt", "1"), file("deep/er/b.txt", "2")]
    #expect(try writer.check(first) == [.missing("a.txt"), .missing("deep/er/b.txt")])
    #expect(try writer.write(first) == [.missing("a.txt"), .missing("deep/er/b.txt")])
    #expect(try writer.write(first) == [])
    try folder.write("mine", to: "made/here/own.txt")
    let second = [file("a.txt", "changed")]
    #expect(try writer.write(second) == [.changed("a.txt"), .stale("deep/er/b.txt")])
    #expect(access(folder.path + "/made/here/own.txt", F_OK) == 0)
    #expect(access(folder.path + "/made/here/deep/er/b.txt", F_OK) != 0)
    #expect(try writer.check(second) == [])
  }

  @Test("a file of the user that stands in the way is refused and stays")
  func foreignFile() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    try folder.write("mine", to: "out/README.md")
    let writer = PackageWriter(root: folder.path + "/out")
    #expect(throws: PackageWriteError.self) {
      try writer.write([file("README.md", "ours"), file("b.txt", "2")])
    }
    #expect(
      try writer.check([file("README.md", "mine"), file("b.txt", "2")]) == [.missing("b.txt")])
  }

  @Test("symbolic links are replaced or refused, never followed")
  func links() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    try folder.write("safe", to: "outside/victim.txt")
    try folder.write("", to: "out/x")
    symlink(folder.path + "/outside/victim.txt", folder.path + "/out/a.txt")
    symlink(folder.path + "/outside", folder.path + "/out/dir")
    let writer = PackageWriter(root: folder.path + "/out")
    try writer.write([file("a.txt", "new")])
    #expect(throws: PackageWriteError.self) { try writer.write([file("dir/victim.txt", "new")]) }
    let kept = try Process.run(["cat", folder.path + "/outside/victim.txt"])
    #expect(kept.output == "safe")
  }

  @Test("paths that leave the folder are refused", arguments: ["../x", "/x", "a/../x", "a//b", ""])
  func escapes(path: String) throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    #expect(throws: PackageWriteError.self) {
      try PackageWriter(root: folder.path + "/out").write([file(path, "x")])
    }
  }
}

import NetwrightDiagnostics
import NetwrightSyntax
import Testing

@Suite struct SourceReaderTests {
  @Test("a file of exactly the limit is read, one byte more is refused")
  func limit() throws {
    let folder = TemporaryFolder()
    let path = folder.file("a.yaml", "12345")
    #expect(try SourceReader.read(path: path, limit: 5).bytes == Array("12345".utf8))
    #expect(throws: ReadFailure.tooLarge(path: path, limit: 4)) {
      try SourceReader.read(path: path, limit: 4)
    }
    #expect(try SourceReader.read(path: folder.file("empty", "")).bytes == [])
  }

  @Test("what is no regular file is refused and never waited for")
  func special() {
    let folder = TemporaryFolder()
    let (pipe, inner) = (folder.pipe("pipe"), folder.folder("inner"))
    #expect(throws: ReadFailure.notRegular(path: pipe, kind: "pipe")) {
      try SourceReader.read(path: pipe)
    }
    #expect(throws: ReadFailure.notRegular(path: inner, kind: "folder")) {
      try SourceReader.read(path: inner)
    }
    #expect(throws: ReadFailure.notRegular(path: "/dev/zero", kind: "device")) {
      try SourceReader.read(path: "/dev/zero")
    }
  }

  @Test("a missing file and an unusable path state the reason")
  func missing() {
    let path = TemporaryFolder().path + "/none.yaml"
    #expect(throws: ReadFailure.system(path: path, reason: "No such file or directory")) {
      try SourceReader.read(path: path)
    }
    #expect(throws: ReadFailure.badPath(path: "a\0b", reason: "the path contains a NUL")) {
      try SourceReader.read(path: "a\0b")
    }
    #expect(throws: ReadFailure.badPath(path: "", reason: "the path is empty")) {
      try SourceReader.read(path: "")
    }
  }

  @Test("beneath a root, files are read and every way out is refused before opening")
  func beneath() throws {
    let folder = TemporaryFolder()
    _ = folder.folder("inner")
    _ = folder.file("inner/a.yaml", "text")
    _ = folder.link("inner/away.yaml", to: "/etc/passwd")
    _ = folder.link("out", to: "/etc")
    let root = folder.path
    #expect(
      try SourceReader.read(path: "./inner//a.yaml", beneath: root).bytes == Array("text".utf8))
    for (path, reason) in [
      ("/etc/passwd", "the path is absolute"), ("../x", "the path has `..`"),
      ("inner/../../x", "the path has `..`"), ("inner/away.yaml", "`away.yaml` is a symbolic link"),
      ("out/passwd", "`out` is a symbolic link"),
    ] {
      #expect(throws: ReadFailure.outsideRoot(path: path, reason: reason)) {
        try SourceReader.read(path: path, beneath: root)
      }
    }
    #expect(throws: ReadFailure.notRegular(path: ".", kind: "folder")) {
      try SourceReader.read(path: ".", beneath: root)
    }
  }
}

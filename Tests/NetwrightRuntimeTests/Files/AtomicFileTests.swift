import NetwrightRuntime
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

@Suite struct AtomicFileTests {
  private func mode(_ path: String) -> mode_t {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & 0o777 : 0
  }

  @Test("a file is replaced, keeps its mode, and leaves no temporary file")
  func replaces() throws {
    let folder = TemporaryFolder()
    try AtomicFile.write(folder["a"], [1, 2, 3])
    chmod(folder["a"], 0o640)
    try AtomicFile.write(folder["a"], [4])
    #expect(try folder.read("a") == [4])
    #expect(mode(folder["a"]) == 0o640)
    #expect(folder.names == ["a"])
  }

  @Test("an error in the middle keeps the old file and removes the temporary one")
  func keepsOld() throws {
    let folder = TemporaryFolder()
    try folder.write("a", "old")
    let failure = FileError(path: "a", operation: "write", code: ENOSPC)
    #expect(throws: failure) {
      try AtomicFile.write(folder["a"]) { (file: FileHandle) throws(FileError) in
        try file.write([1])
        throw failure
      }
    }
    #expect(try folder.text("a") == "old")
    #expect(folder.names == ["a"])
  }

  @Test("a target that is a folder is reported with its path")
  func folderTarget() throws {
    let folder = TemporaryFolder()
    try Directory.create(folder["x/y"])
    #expect(throws: FileError(path: folder["x"], operation: "replace", code: EISDIR)) {
      try AtomicFile.write(folder["x"], [1])
    }
    #expect(folder.names == ["x"])
  }

  @Test("a missing folder is reported with the file's path")
  func missingFolder() {
    let folder = TemporaryFolder()
    let path = folder["none/a"]
    #expect(throws: FileError(path: path, operation: "create", code: ENOENT)) {
      try AtomicFile.write(path, [1])
    }
    #expect(
      FileError(path: "p", operation: "create", code: ENOENT).description
        == "error[E0701]: cannot create `p`: No such file or directory")
  }

  @Test("temporary files of dead processes are removed, others stay")
  func stale() throws {
    let folder = TemporaryFolder()
    // Process identifiers end far below this one.
    try folder.write(".netwright-2000000000-0.partial", "")
    try folder.write(".netwright-1-0.partial", "")
    try folder.write("weights", "")
    AtomicFile.removeStale(in: folder.path)
    #expect(folder.names == [".netwright-1-0.partial", "weights"])
  }

  @Test("a log continues behind the lines that a checkpoint knows")
  func log() throws {
    let folder = TemporaryFolder()
    let first = try AppendFile(path: folder["log"])
    try first.append("one")
    let length = first.length
    try first.append("two")
    try first.synchronize()
    let second = try AppendFile(path: folder["log"], keeping: length)
    try second.append("2")
    try second.flush()
    #expect(try folder.text("log") == "one\n2\n")
    #expect(throws: FileError.self) { try AppendFile(path: folder["log"], keeping: 100) }
  }

  @Test("a pipe is refused without blocking")
  func pipe() {
    let folder = TemporaryFolder()
    mkfifo(folder["pipe"], 0o600)
    #expect(throws: FileError.self) { try FileHandle(reading: folder["pipe"]) }
    #expect(throws: FileError.self) { try FileHandle(reading: "a\0b") }
  }
}

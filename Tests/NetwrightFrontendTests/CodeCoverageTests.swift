import NetwrightDiagnostics
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// No code without an explanation, no explanation without a code, and a case for each.
@Suite struct CodeCoverageTests {
  /// Codes that no Markdown case gives, each with its reason: nearly all that a test could see of
  /// them would be a fault of Netwright.
  static let exceptions = [
    "E0502": "only who writes a program around the emitted runtime can ask for it; DataFolderTests",
    "E0710": "engines that disagree; SpecCheckTests breaks a pass on purpose",
    "E0806": "no spec that checks asks for such a metric; TrainingLoopTests",
    "E0807": "only who calls an emitted model can hand it such rows; PredictorTests",
    "E0901": "one of the compiler's own rules is broken",
    "E0902": "a stage rejects what the one before has accepted",
    "E0903": "a kernel that the emitter has no Swift for",
    "E0904": "a program that an engine rejects",
  ]

  @Test("every code that the sources use has an entry in the catalogue, and the other way round")
  func catalogueIsWhole() throws {
    var used: Set<String> = []
    for path in Self.files(in: "Sources", ending: ".swift")
    where !path.contains("/Catalogue/") && !path.contains("+Generated") {
      used.formUnion(Self.codes(in: try SpecFiles.read(path), quoted: true))
    }
    #expect(used.sorted() == DiagnosticCatalogue.entries.map(\.code))
  }

  @Test("every code has a Markdown case that gives it")
  func casesAreWhole() throws {
    var given: Set<String> = []
    for folder in ["Tests/NetwrightFrontendTests/Cases", "Tests/NetwrightDriverTests/Cases"] {
      for path in Self.files(in: folder, ending: ".md") {
        given.formUnion(Self.codes(in: try SpecFiles.read(path), quoted: false))
      }
    }
    let missing = DiagnosticCatalogue.entries.map(\.code).filter { !given.contains($0) }
    #expect(missing == Self.exceptions.keys.sorted())
  }

  @Test("there are at least 80 codes with a case")
  func areMany() { #expect(DiagnosticCatalogue.entries.count - Self.exceptions.count >= 80) }

  /// `"E0101"` in sources, `[E0101]` in reports.
  private static func codes(in file: SourceFile, quoted: Bool) -> Set<String> {
    let (open, close): (UInt8, UInt8) = quoted ? (0x22, 0x22) : (0x5B, 0x5D)
    var codes: Set<String> = []
    for start in file.bytes.indices.dropLast(6)
    where file.bytes[start] == open && file.bytes[start + 1] == 0x45
      && file.bytes[start + 6] == close
    {
      let code = file.bytes[(start + 1)..<(start + 6)]
      if code.dropFirst().allSatisfy({ (0x30...0x39).contains($0) }) {
        codes.insert(String(decoding: code, as: UTF8.self))
      }
    }
    return codes
  }

  /// Paths from the root of the package.
  static func files(in folder: String, ending: String) -> [String] {
    var found: [String] = []
    var pending = [folder]
    while let folder = pending.popLast() {
      for name in SpecFiles.names(in: folder, ending: "") where !name.hasPrefix(".") {
        let path = "\(folder)/\(name)"
        var status = stat()
        guard lstat("\(SpecFiles.root)/\(path)", &status) == 0 else { continue }
        if status.st_mode & S_IFMT == S_IFDIR {
          pending.append(path)
        } else if name.hasSuffix(ending) {
          found.append(path)
        }
      }
    }
    return found.sorted()
  }
}

import NetwrightDiagnostics
import NetwrightFrontend
import NetwrightTensor
import Testing

/// What the fuzzer found once (`Tests/Fuzz/Kept`), without the fuzzer.
@Suite struct KeptInputsTests {
  @Test(
    "kept texts check, or are refused with a place",
    arguments: SpecFiles.names(in: "Tests/Fuzz/Kept/check", ending: ".yaml"))
  func check(name: String) throws {
    let bag = DiagnosticBag()
    let spec = Frontend.check(file: try SpecFiles.read("Tests/Fuzz/Kept/check/\(name)"), into: bag)
    #expect((spec == nil) == bag.hasErrors)
    for finding in bag.reported {
      #expect(finding.span != nil && finding.code < "E0900", "\(finding.code) \(finding.message)")
    }
    guard let spec else { return }
    let again = SpecFiles.check(text: spec.resolvedText)
    #expect(again.spec?.resolvedText == spec.resolvedText, "\(again.findings)")
  }

  @Test(
    "kept sizes are read in bounded time",
    arguments: SpecFiles.names(in: "Tests/Fuzz/Kept/dim", ending: ".txt"))
  func dim(name: String) throws {
    let bytes = try SpecFiles.read("Tests/Fuzz/Kept/dim/\(name)").bytes
    let text = String(decoding: bytes.dropFirst(4), as: UTF8.self)
    let names = Dictionary(
      uniqueKeysWithValues: ["a", "b", "c", "d"].map { ($0, Dim(symbol: $0)) })
    guard let dim = try? DimensionParser.dim(text, names: names) else { return }
    let printed = dim.description
    guard printed.utf8.count <= DimensionParser.maximumLength else { return }
    #expect((try? DimensionParser.dim(printed, names: names)) == dim, "\(text) \(printed)")
  }

  @Test(
    "kept equations are read and computed as a naive rule has it",
    arguments: SpecFiles.names(in: "Tests/Fuzz/Kept/einsum", ending: ".txt"))
  func einsum(name: String) throws {
    let bytes = try SpecFiles.read("Tests/Fuzz/Kept/einsum/\(name)").bytes
    #expect(EinsumCheck.fault(bytes) == nil)
  }
}

import NetwrightDiagnostics
import NetwrightFrontend
import NetwrightIR
import NetwrightLayers
import Testing

@Suite struct SpecsTests {
  static let paths =
    ["specs", "specs/bench", "specs/zoo"].flatMap { folder in
      SpecFiles.names(in: folder, ending: ".yaml").map { "\(folder)/\($0)" }
    }

  @Test("every spec of the project passes all checks", arguments: paths)
  func checks(path: String) throws {
    let (spec, findings) = SpecFiles.check(try SpecFiles.read(path))
    #expect(findings == "")
    #expect(spec != nil)
  }

  @Test("both graphs of every spec verify", arguments: paths)
  func lowers(path: String) throws {
    let spec = try #require(SpecFiles.check(try SpecFiles.read(path)).spec)
    let modes: [ModelGraph.Mode] = spec.hasLoss ? [.training, .evaluation] : [.evaluation]
    for mode in modes {
      let model = try spec.lower(mode)
      #expect(GraphVerifier.faults(in: model.graph) == [])
    }
  }

  @Test("the resolved text of a spec resolves to itself", arguments: paths)
  func resolvedTextIsStable(path: String) throws {
    let spec = try #require(SpecFiles.check(try SpecFiles.read(path)).spec)
    let (again, findings) = SpecFiles.check(text: spec.resolvedText)
    #expect(findings == "")
    let second = try #require(again)
    #expect(second.resolvedText == spec.resolvedText)
    #expect(
      GraphPrinter.text(of: try second.lower(.evaluation).graph)
        == GraphPrinter.text(of: try spec.lower(.evaluation).graph))
  }
}

import NetwrightDiagnostics
import NetwrightSyntax
import Testing

/// yaml-test-suite against the parser, where `YAML_TEST_SUITE` names its folder. What libyaml reads
/// otherwise than the standard is refused, never read as something else.
@Suite(.enabled(if: SuiteCase.root != nil, "YAML_TEST_SUITE names no folder"))
struct YAMLTestSuiteTests {
  /// Where the mistake of each invalid case is, by hand.
  private static func places() throws -> [String: Position] {
    var places: [String: Position] = [:]
    for line in invalidPlaces.split(separator: "\n") {
      let parts = line.split { $0 == " " || $0 == ":" }
      places[String(parts[0])] = Position(line: Int(parts[1]) ?? 0, column: Int(parts[2]) ?? 0)
    }
    return places
  }

  @Test("all 402 cases are there, 94 of them invalid")
  func counts() {
    #expect(SuiteCase.all.count == 402)
    #expect(SuiteCase.all.count(where: \.isInvalid) == 94)
  }

  @Test("every invalid case is refused at the place of its mistake")
  func invalid() throws {
    let places = try Self.places()
    for test in SuiteCase.all where test.isInvalid {
      let bag = DiagnosticBag()
      _ = parse(try test.file("in.yaml"), into: bag)
      let found = bag.reported.compactMap { $0.span?.startPosition }
      #expect(found.contains { $0 == places[test.name] }, "\(test): \(found)")
    }
  }

  @Test("a valid case is refused, or its tree is that of the suite")
  func valid() throws {
    var readable = 0
    for test in SuiteCase.all where !test.isInvalid {
      let bag = DiagnosticBag()
      guard let tree = parse(try test.file("in.yaml"), into: bag), !bag.hasErrors else {
        #expect(bag.hasErrors, "\(test)")
        continue
      }
      readable += 1
      let events = try test.file("test.event")
      let wanted = TreeEvents.normalized(String(decoding: events.bytes, as: UTF8.self))
      #expect(TreeEvents.of(tree) == wanted, "\(test)")
    }
    #expect(readable >= 165)
  }
}

import NetwrightDiagnostics
import NetwrightSyntax
import Testing

@Suite struct InvalidTextsTests {
  @Test("each way of being no YAML is refused at its place")
  func refused() {
    for (name, place, text) in invalidTexts {
      let bag = DiagnosticBag()
      _ = parse(SourceFile(path: "text.yaml", text: text), into: bag)
      let found = bag.reported.compactMap { $0.span?.startPosition }
      let places = found.map { "\($0.line):\($0.column)" }
      #expect(bag.hasErrors && places.contains(place), "\(name): \(places)")
    }
  }

  @Test("there is a text for every invalid case of the suite")
  func isWhole() {
    let known = invalidPlaces.split(separator: "\n").compactMap { $0.split(separator: " ").first }
    #expect(known.count == 94)
    #expect(invalidTexts.map(\.case).sorted() == known.map(String.init).sorted())
  }
}

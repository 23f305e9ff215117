import NetwrightFrontend
import Testing

@Suite struct DataSectionTests {
  private func data(_ section: String, inputs: String) -> (spec: CheckedSpec?, findings: String) {
    SpecFiles.check(
      text: """
        netwright: 1
        name: example
        dims: {batch: 4, classes: 3}
        data:
        \(section)
        model:
          inputs: \(inputs)
          layers:
            - flatten:
              from: x
            - dense: classes
              as: y
        loss: {cross_entropy: {logits: y, target: kind}}

        """)
  }

  @Test("a column range names every column in order; ends of the range included")
  func columnRange() throws {
    let (spec, findings) = data(
      """
        source: {csv: {path: a.csv, delimiter: ";", header: false, test: b.csv}}
        fields:
          x: {tensor: "f32[3, 2]", columns: [p8..p11, first, last], scale: 1/2}
          kind: {class: classes, column: k, values: [a, b, c]}
        split: {train: 3/4, validation: 25%, stratify: kind, seed: 5}
      """, inputs: "{x: \"f32[batch, 3, 2]\"}")
    #expect(findings == "")
    let section = try #require(spec?.data)
    #expect(section.source == .csv(path: "a.csv", delimiter: ";", header: false))
    #expect(section.test == .csv(path: "b.csv", delimiter: ";", header: false))
    #expect(section.fields[0].columns == ["p8", "p9", "p10", "p11", "first", "last"])
    #expect(section.fields[0].kind == .tensor(sizes: [3, 2]))
    #expect(section.fields[0].scale == 0.5)
    #expect(section.fields[1].kind == .classIndex(classes: 3, values: ["a", "b", "c"]))
    #expect(section.fields[1].columns == ["k"])
    #expect(section.split.train == 0.75)
    #expect(section.split.stratify == "kind")
    #expect(section.missing == .error)
    #expect(spec?.targets.map(\.name) == ["kind"])
    #expect(spec?.targets.map(\.declaredType.description) == ["i32[batch] in 0..<3"])
  }

  @Test("an IDX source has no columns to name")
  func idx() throws {
    let source = "  source: {idx: {images: i, labels: l}}\n  fields:\n"
    let sound = data(
      source + "    x: {tensor: \"f32[2, 2, 1]\"}\n    kind: {class: classes}",
      inputs: "{x: \"f32[batch, 2, 2, 1]\"}")
    #expect(sound.findings == "")
    #expect(sound.spec?.data?.fields.map(\.columns) == [[], []])
    #expect(sound.spec?.data?.split.train == 1)
    let faulty = data(
      source + "    x: {tensor: \"f32[2, 2, 1]\", columns: a}\n    kind: {class: classes}",
      inputs: "{x: \"f32[batch, 2, 2, 1]\"}")
    #expect(faulty.findings.hasPrefix("error[E0554]: an `idx` source has no columns"))
  }
}

import NetwrightDiagnostics
import NetwrightFrontend
import NetwrightLayers
import NetwrightSchema
import NetwrightTensor
import Testing

/// Names that stand in two places, because the one lies on a lower layer, are the same.
@Suite struct OtherWordsTests {
  /// The tables of sections by the name of the section, those within it included.
  static let sections: [String: [KeyTable]] = [
    SpecSections.trainKey.name: [TrainingSection.table] + optimizerRegistry.map { $0.table },
    SpecSections.evaluateKey.name: [EvaluationSection.table],
    SpecSections.modelKey.name: [ModelSection.table],
    SpecSections.dataKey.name: [DataSection.table, DataSplit.table],
    SpecSections.lossKey.name: [LossTerm.table] + lossRegistry.map { $0.table },
  ]
  static let expectations =
    Expectation.Cost.allCases.map(\.rawValue) + ["parameters", "trainable_parameters"]
  static let layers = layerRegistry.map { $0.keyword }
  static let beside =
    GrammarSections.model.first { $0.title == "Beside the kind of a layer" }?.table.names ?? []

  /// Whatever a spec can name.
  static let names: Set<String> = {
    let tables =
      sections.values.flatMap { $0 } + layerRegistry.map { $0.table }
      + [SpecSections.table, RepeatUse.table]
    let keywords =
      layers + lossRegistry.map { $0.keyword } + metricRegistry.map { $0.keyword }
      + optimizerRegistry.map { $0.keyword }
    let values =
      WeightInitializer.words.map(\.word) + Formula.functionNames
      + BlockParameterKind.allCases.map(\.rawValue)
    return Set(
      tables.flatMap(\.names) + beside + keywords + values + expectations + [Dim.batchName])
  }()

  @Test("what another framework's word stands for is something that a spec can name")
  func wordsAreNames() {
    #expect(OtherWords.ours.filter { !Self.names.contains($0) } == [])
  }

  @Test("a key that is said to stand in a section is one of its keys")
  func placesAreRight() {
    let wrong = OtherWords.sections.filter { key, section in
      switch section {
      case SpecSections.dimsKey.name: key != Dim.batchName
      case SpecSections.expectKey.name: !Self.expectations.contains(key)
      default: !(Self.sections[section] ?? []).contains { $0.names.contains(key) }
      }
    }
    #expect(wrong == [:])
    #expect(OtherWords.layers.subtracting(Self.layers) == [])
    #expect(OtherWords.besideTheLayer.subtracting(Self.beside) == [])
  }

  @Test("every key that is taken for a width or a window is one of some layer")
  func axisKeysAreKeys() {
    let names = Set(layerRegistry.flatMap { $0.table.names })
    #expect((AxisKeys.width + AxisKeys.placement).filter { !names.contains($0) } == [])
  }
}

/// Where data come from and what becomes of them: `DataPlan` of NetwrightData, which the emitter
/// does not import but prints.
package struct DataDescription: Hashable, Sendable {
  package enum Source: Hashable, Sendable {
    case csv(path: String, delimiter: Character, header: Bool)
    case idx(images: String, labels: String)
  }

  package enum Transform: Hashable, Sendable {
    case scale(Double)
    case standardizePerColumn
    case standardizePerChannel
  }

  package enum Kind: Hashable, Sendable {
    case number([Transform])
    case tensor(shape: [Int], [Transform])
    case oneHot(vocabulary: [String]?)
    case index(vocabulary: [String]?)
    case classIndex(classes: Int, vocabulary: [String]?)
  }

  package struct Field: Hashable, Sendable {
    package var name: String
    package var columns: [String]
    package var kind: Kind

    package init(name: String, columns: [String], kind: Kind) {
      self.name = name
      self.columns = columns
      self.kind = kind
    }
  }

  /// Fractions of the rows.
  package struct Split: Hashable, Sendable {
    package var train: Double
    package var validation: Double
    package var test: Double
    package var stratify: String?
    package var seed: UInt64

    package init(
      train: Double, validation: Double, test: Double, stratify: String? = nil, seed: UInt64 = 0
    ) {
      self.train = train
      self.validation = validation
      self.test = test
      self.stratify = stratify
      self.seed = seed
    }
  }

  package var source: Source
  package var test: Source?
  package var fields: [Field]
  package var dropsIncompleteRows: Bool
  package var split: Split

  package init(
    source: Source, test: Source? = nil, fields: [Field], dropsIncompleteRows: Bool = false,
    split: Split
  ) {
    self.source = source
    self.test = test
    self.fields = fields
    self.dropsIncompleteRows = dropsIncompleteRows
    self.split = split
  }
}

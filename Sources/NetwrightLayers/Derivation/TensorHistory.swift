import NetwrightDiagnostics
import NetwrightSchema
import NetwrightSyntax
import NetwrightTensor

/// Who made each tensor of a model, and of what: what an error needs to tell where a size comes
/// from. A record is a few words, and nothing is derived before there is an error.
package struct TensorHistory: Sendable {
  package enum Maker: Sendable {
    /// An input or target, and where its type stands.
    case declaration(type: SyntaxNode?)
    /// A layer, what stands after its keyword, and what it was read as.
    case layer(any Layer, keys: SyntaxNode?, Arguments)
  }

  struct Record: Sendable {
    let maker: Maker
    /// "`dense_1`" or "the input `image`".
    let name: String
    let type: TensorType
    let span: Span
    /// Records of the inputs; all of them lower than this one's number. -1 where it is unknown.
    let inputs: [Int]
  }

  private(set) var records: [Record] = []
  /// What `dims:` declares.
  package var dimensions: [String: DeclaredDimension] = [:]

  /// Fields of the data that give one-hot rows, by name, as the spec writes them.
  package var oneHotFields: [String: SyntaxNode] = [:]

  package init() {}

  /// Adds a tensor and gives the number of its record.
  package mutating func add(
    _ maker: Maker, name: String, type: TensorType, span: Span, inputs: [ModelTensor] = []
  ) -> Int {
    records.append(
      Record(
        maker: maker, name: name, type: type, span: span, inputs: inputs.map { $0.record ?? -1 }))
    return records.count - 1
  }

  /// How many tensors are looked through for the one that another is made of.
  private static let searchedRecords = 10_000

  /// Whether a tensor is made of another one, as far as a search of bounded length can tell.
  func isMade(_ tensor: ModelTensor, of other: ModelTensor) -> Bool {
    guard let wanted = other.record, let start = tensor.record, start > wanted else { return false }
    var pending = [start]
    var seen: Set<Int> = []
    while let number = pending.popLast(), seen.count < Self.searchedRecords {
      if number == wanted { return true }
      // Inputs have lower numbers: what is below the wanted one leads away from it.
      guard number > wanted, records.indices.contains(number), seen.insert(number).inserted else {
        continue
      }
      pending += records[number].inputs
    }
    return false
  }

  func record(of tensor: ModelTensor) -> Record? {
    guard let number = tensor.record, records.indices.contains(number) else { return nil }
    return records[number]
  }
}

/// A name of `dims:`: where it stands and what it is; a dimension that varies is itself.
package struct DeclaredDimension: Sendable {
  let place: Span
  let size: Dim

  package init(place: Span, size: Dim) {
    self.place = place
    self.size = size
  }
}

/// What stands after the keyword of a layer, by key.
struct GivenKeys: Sendable {
  let node: SyntaxNode?
  let table: KeyTable
  /// What keys come to that are written by names.
  let values: [String: String]

  /// The value of a key that stands in the spec.
  func value(_ name: String) -> SyntaxNode? {
    guard let node else { return nil }
    if let entries = node.mapping { return entries.first { $0.name == name }?.value }
    return table.mainKey == name && node.scalar?.isAbsent != true ? node : nil
  }

  /// "kernel 5, stride 2", of the keys among `names` that stand in the spec.
  func text(_ names: [String]) -> String {
    names.compactMap { name in
      guard let text = value(name)?.useSpan.text else { return nil }
      let isPlain = text.utf8.allSatisfy {
        (0x2C...0x39).contains($0) || [0x20, 0x5B, 0x5D].contains($0)
      }
      let shown = VisibleText.of(text, limit: 40)
      let value = values[name].map { " = \($0)" } ?? ""
      return isPlain ? "\(name) \(shown)" : "\(name) `\(shown)`\(value)"
    }.joined(separator: ", ")
  }
}

import NetwrightDiagnostics
import NetwrightLayers
import NetwrightSchema

/// The tensors that a spec can refer to by name: inputs, targets and results named with `as:`.
struct TensorScope {
  enum Kind: Hashable {
    case input
    case target
    case layer(Int, output: Int)

    var rawValue: String {
      switch self {
      case .input: "input"
      case .target: "target"
      case .layer: "result"
      }
    }

    /// Whether it can be the operand of a layer or, otherwise, what a loss compares with.
    func canStand(layersOnly: Bool) -> Bool {
      switch self {
      case .input: true
      case .target: !layersOnly
      case .layer: layersOnly
      }
    }
  }

  struct Entry {
    let kind: Kind
    /// `nil` where something wrong with it has been reported.
    let tensor: ModelTensor?
    let span: Span
  }

  static let comparedNames = 200
  static let helpedMisses = 100
  static let reserved = ["loss", "seed", "step"]

  /// Names that `as:` gives further down, for a better message.
  var laterNames: [String: Span] = [:]
  /// Whether inputs or targets may be missing here, or a name in a formula may be that of a dimension
  /// which could not be read: names that are not known give no errors then.
  var lacksInputs = false
  var lacksTargets = false
  var lacksDims = false
  private var entries: [String: Entry] = [:]
  private var order: [String] = []
  private var lowercased: [String: String] = [:]
  private var used: Set<String> = []
  private var misses = 0

  mutating func define(_ name: String, _ entry: Entry, _ report: (Diagnostic) -> Void) {
    if Self.reserved.contains(name.lowercased()) {
      report(
        Diagnostic("E0206", "the name `\(name)` is reserved", at: entry.span)
          .expected("any other name").found("`\(name)`")
          .note(
            "\(Self.reserved.map { "`\($0)`" }.joined(separator: ", ")) have a meaning already"))
    }
    if let other = lowercased[name.lowercased()], let first = entries[other] {
      report(
        Diagnostic("E0202", "the name `\(name)` is defined twice", at: entry.span)
          .expected("different names, upper and lower case aside").found("`\(name)` twice")
          .label(first.span, "the \(first.kind.rawValue) `\(other)`")
          .help("give one of them another name"))
      return
    }
    entries[name] = entry
    order.append(name)
    lowercased[name.lowercased()] = name
  }

  /// What has a name, or has had it before something went wrong.
  func entry(named name: String) -> Entry? { entries[name] }

  mutating func markUsed(_ name: String) { used.insert(name) }

  private var inputs: [String] { order.filter { entries[$0]?.kind == .input } }
  var inputCount: Int { inputs.count }
  var inputList: String { inputs.map { "`\($0)`" }.joined(separator: ", ") }

  /// The input where there is exactly one; its tensor is `nil` where something is wrong with it.
  var onlyInput: (name: String, tensor: ModelTensor?)? {
    guard inputs.count == 1, !lacksInputs else { return nil }
    return (inputs[0], entries[inputs[0]]?.tensor)
  }

  /// What a name stands for, and its right spelling: one that is misspelt is reported, and taken for
  /// what it is mended to.
  ///
  /// - Parameters:
  ///   - layersOnly: targets are not admitted; otherwise results are not.
  ///   - mayBeSize: the name may be that of a dimension.
  ///   - taken: names of what is taken anyhow, which nobody is told to name.
  ///   - layer: the layer of a path, whose result has another name or none, for a better message.
  mutating func find(
    _ name: Name, expecting kinds: String, layersOnly: Bool, mayBeSize: Bool,
    besides taken: Set<String>, layer: (String) -> LayerEntry?, _ report: (Diagnostic) -> Void
  ) -> (name: String, entry: Entry)? {
    if let entry = entries[name.text], entry.kind.canStand(layersOnly: layersOnly) {
      return entry.tensor == nil ? nil : (name.text, entry)
    }
    if let entry = entries[name.text], !layersOnly {
      report(Self.resultAsTarget(name, entry, expecting: kinds))
      return nil
    }
    if let later = laterNames[name.text], entries[name.text] == nil {
      report(
        Diagnostic("E0208", "`\(name.text)` is used before it is made", at: name.span)
          .expected("a name from above").found("`\(name.text)`")
          .label(later, "made here").help("move this layer below the one that makes it"))
      return nil
    }
    let isKnown = entries[name.text] != nil
    if !isKnown, lacksInputs || (lacksTargets && !layersOnly) || (lacksDims && mayBeSize) {
      return nil
    }
    let admitted = candidates(layersOnly: layersOnly, besides: taken)
    let layer = misses <= Self.helpedMisses ? layer(name.text) : nil
    var finding = Diagnostic("E0201", "there is nothing named `\(name.text)` here", at: name.span)
      .expected(kinds).found("`\(name.text)`")
      .help(
        layer.map { namingHelp($0) } ?? didYouMean(name.text, among: admitted)
          ?? takenHelp(name, taken)
          ?? (misses <= Self.helpedMisses ? Self.list(of: admitted) : nil)
      ).label(layer?.span, "this is `\(name.text)`")
    if let entry = entries[name.text] { finding = finding.label(entry.span, "this is a target") }
    let near = nearNames(of: name.text, among: admitted)
    guard near.count == 1, layer == nil else {
      report(finding)
      return nil
    }
    report(finding.replacing(name.span, with: near[0]))
    return entries[near[0]].flatMap { $0.tensor == nil ? nil : (near[0], $0) }
  }

  /// A model that is compared with itself learns nothing about its data.
  private static func resultAsTarget(
    _ name: Name, _ entry: Entry, expecting kinds: String
  ) -> Diagnostic {
    Diagnostic("E0201", "`\(name.text)` is a result of the model, not a target", at: name.span)
      .expected(kinds).found("the result `\(name.text)`").label(entry.span, "made here")
      .help(
        "declare what is known of every row under `targets:` of the model, and compare with that")
  }

  /// Names to compare one with that is not known: only so many, since a spec may define and
  /// misspell thousands.
  mutating func candidates(layersOnly: Bool, besides taken: Set<String>) -> [String] {
    misses += 1
    return order.suffix(misses <= Self.helpedMisses ? Self.comparedNames : 0).filter {
      entries[$0]?.kind.canStand(layersOnly: layersOnly) == true && !taken.contains($0)
    }
  }

  static func list(of names: [String]) -> String {
    let list = names.suffix(20).map { "`\($0)`" }.joined(separator: ", ")
    return "names that can stand here: \(list.isEmpty ? "none" : list)"
  }

  /// What is said of a name that is near to one that need not be given.
  private func takenHelp(_ name: Name, _ taken: Set<String>) -> String? {
    guard misses <= Self.helpedMisses, taken.count <= Self.comparedNames else { return nil }
    return nearNames(of: name.text, among: taken).first.map {
      "if `\($0)` is meant, leave it out: it is taken already"
    }
  }

  /// How the result of a layer is referred to.
  private func namingHelp(_ layer: LayerEntry) -> String {
    guard let name = layer.outputNames.first else {
      return "a result is called what `as:` says: add `as: \(layer.path)` to the layer"
    }
    return "a result is called what `as:` says: here `\(name.text)`"
  }

  func requireUse(_ report: (Diagnostic) -> Void) {
    for name in order where !used.contains(name) {
      guard let entry = entries[name], entry.kind == .input || entry.kind == .target else {
        continue
      }
      report(
        Diagnostic(
          "E0207", "the \(entry.kind.rawValue) `\(name)` is never used", at: entry.span
        ).expected("a layer or a loss that takes it").found("none").help("remove it"))
    }
  }
}

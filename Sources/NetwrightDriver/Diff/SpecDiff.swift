import NetwrightDiagnostics
import NetwrightFrontend
import NetwrightIR
import NetwrightLayers
import NetwrightSchema
import NetwrightSyntax

/// What changed in meaning from one checked spec to another.
///
/// Two specs mean the same when their graphs for training and for evaluation compute the same, the
/// tensors of a checkpoint are the same, and so are name, data, training and expectations. Then they
/// give the same numbers, bit by bit. Names of dimensions, the order of what does not depend on one
/// another, and blocks written out mean nothing by themselves.
package struct SpecDiff {
  struct Section {
    let name: String
    var changes: [Change]
  }

  /// Only sections with changes, in the order of a spec; empty where the two mean the same.
  private(set) var sections: [Section] = []
  let tensors: TensorDiff
  package var isEmpty: Bool { sections.isEmpty }

  package init(_ old: CheckedSpec, _ new: CheckedSpec) throws(Compilation.Failure) {
    let layers = LayerDiff(old.layers, new.layers)
    tensors = TensorDiff(old, new, renamed: layers.renamed)
    let values = Self.values(old, new)
    var isSame = try Self.computesTheSame(old, new)
    if !tensors.changes.isEmpty || tensors.startsDifferently { isSame = false }
    let explaining: Set<String> = ["dims", "blocks", "model", "loss"]
    let stated = values.filter { !explaining.contains($0.name) }
    guard !isSame || !stated.isEmpty else { return }
    guard !isSame else {
      sections = stated
      return
    }
    sections = values
    let outputs = ValueDiff(Self.outputs(of: old), Self.outputs(of: new)).changes
    if let place = sections.firstIndex(where: { $0.name == "model" }) {
      sections[place].changes += Self.relevant(layers, tensors)
    } else {
      let changes = Self.relevant(layers, tensors)
      let after = sections.firstIndex { Self.place($0.name) > Self.place("model") }
      if !changes.isEmpty {
        sections.insert(Section(name: "model", changes: changes), at: after ?? sections.count)
      }
    }
    if !outputs.isEmpty { sections.append(Section(name: "outputs", changes: outputs)) }
    if sections.isEmpty {
      // The graphs differ by nothing that a layer says, such as the path that random numbers go by.
      let other = [Change(kind: .changed, path: "layers")]
      sections = [Section(name: "model", changes: layers.changes.isEmpty ? other : layers.changes)]
    }
  }

  // MARK: Parts

  private static func place(_ section: String) -> Int {
    SpecSections.table.names.firstIndex(of: section) ?? SpecSections.table.names.count
  }

  /// Layers that were only numbered anew say nothing, unless their tensors have other names now.
  private static func relevant(_ layers: LayerDiff, _ tensors: TensorDiff) -> [Change] {
    let names = tensors.changes.map(\.path)
    return layers.changes.filter { change in
      change.kind != .renamed || !change.details.isEmpty
        || names.contains { $0.hasPrefix(change.path + ".") }
    }
  }

  private static func computesTheSame(
    _ old: CheckedSpec, _ new: CheckedSpec
  ) throws(Compilation.Failure) -> Bool {
    guard old.batch == new.batch, old.hasLoss == new.hasLoss else { return false }
    var signature = GraphSignature()
    let modes: [ModelGraph.Mode] = old.hasLoss ? [.evaluation, .training] : [.evaluation]
    for mode in modes {
      let left = try Compilation(old).forward(mode)
      let right = try Compilation(new).forward(mode)
      guard signature.outputs(of: left) == signature.outputs(of: right) else { return false }
    }
    return true
  }

  /// The sections of both as they are with all defaults, without layers and blocks: those have a
  /// comparison of their own.
  private static func values(_ old: CheckedSpec, _ new: CheckedSpec) -> [Section] {
    let (left, right) = (resolved(old), resolved(new))
    var sections: [Section] = []
    for name in SpecSections.table.names where name != "doc" && name != "blocks" {
      var (before, after) = (member(name, of: left), member(name, of: right))
      if name == "model" {
        before = before?.removing("layers")
        after = after?.removing("layers")
      }
      var changes = ValueDiff(before, after, path: before?.mapping == nil ? name : "").changes
      // A name for a number means nothing by itself.
      if name == SpecSections.dimsKey.name { changes.removeAll(where: isNameOfNumber) }
      if !changes.isEmpty { sections.append(Section(name: name, changes: changes)) }
    }
    return sections
  }

  private static func isNameOfNumber(_ change: Change) -> Bool {
    guard change.kind == .added || change.kind == .removed else { return false }
    return Int(change.before ?? change.after ?? "") != nil
  }

  private static func resolved(_ spec: CheckedSpec) -> SyntaxNode? {
    parse(
      SourceFile(path: spec.name, text: spec.resolvedText(namesAll: true)), into: DiagnosticBag())
  }

  private static func member(_ name: String, of node: SyntaxNode?) -> SyntaxNode? {
    node?.mapping?.first { $0.name == name }?.value
  }

  private static func outputs(of spec: CheckedSpec) -> SyntaxNode? {
    let lines = spec.outputs.map { "\($0.name): \"\($0.type)\"" }
    return parse(
      SourceFile(path: "outputs", text: lines.joined(separator: "\n")), into: DiagnosticBag())
  }
}

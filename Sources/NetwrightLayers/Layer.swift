import NetwrightIR
import NetwrightSchema
import NetwrightTensor

/// A layer that a spec can name: one file each.
package protocol Layer: Sendable {
  /// The name in specs; unique.
  static var keyword: String { get }
  /// What it does, with shapes and the source of the formula, for Grammar.md.
  static var doc: String { get }
  static var table: KeyTable { get }
  /// Entries of `layers:` that use it, applied to an input `x` of `exampleInput`.
  static var example: String { get }
  static var exampleInput: String { get }
  /// How many inputs it takes.
  static var inputCount: ClosedRange<Int> { get }

  init(_ arguments: Arguments) throws(Poisoned)

  /// Inputs that its keys name, after those of the chain or of `from:`.
  var namedInputs: [Name] { get }
  /// Whether it takes the result before, or what `from:` names, ahead of `namedInputs`.
  var takesResultBefore: Bool { get }
  /// For a layer that joins what it takes: whether its result depends on the order. To name the
  /// result before, which it takes anyhow, is a slip there.
  static var joining: InputJoining? { get }
  /// What it calls that input itself: a name that no other tensor may have here.
  var inputAlias: Name? { get }
  /// Names that mean something in the layer alone: no tensor may have them here.
  var ownNames: [Name] { get }
  /// Whether values pass unchanged, so that probabilities stay probabilities.
  static var keepsValues: Bool { get }
  /// Whether its result has the type of its first input, whatever its keys say: what follows can be
  /// checked then although something is wrong with one of them.
  static var keepsType: Bool { get }
  /// The activation that its result comes out of.
  var activation: Activation { get }
  /// The function that its name stands for after `activation:`; `nil` where it may not stand there.
  static var namedActivation: Activation? { get }

  /// Checks the inputs and adds the layer to the graph: the shape rule and the lowering in one.
  func build(at site: LayerSite) throws(LayerError) -> Value

  /// Where the size of an axis of the result comes from, for errors; `nil` where it cannot be told.
  /// The default is right for layers that keep sizes, take windows, or have a key for the width.
  func axisOrigin(
    _ axis: Int, of result: TensorType, from inputs: [TensorType]
  ) -> AxisOrigin?
}

extension Layer {
  package static var inputCount: ClosedRange<Int> { 1...1 }
  /// Takes no input and stands beside the chain: the next layer takes the result before it.
  package static var isAside: Bool { inputCount.upperBound == 0 }
  package static var keepsValues: Bool { false }
  package static var keepsType: Bool { false }
  package var namedInputs: [Name] { [] }
  package var takesResultBefore: Bool { !Self.isAside }
  package static var joining: InputJoining? { nil }
  package var inputAlias: Name? { nil }
  package var ownNames: [Name] { [] }
  package var activation: Activation { .none }
  package static var namedActivation: Activation? { nil }
}

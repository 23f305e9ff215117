import NetwrightIR
import NetwrightSchema

/// A loss that a spec can name: one file each. It compares one output with one target.
package protocol Loss: Sendable {
  static var keyword: String { get }
  static var doc: String { get }
  static var table: KeyTable { get }
  /// The types of output and target in the example of Grammar.md.
  static var exampleTypes: (output: String, target: String) { get }

  init(_ arguments: Arguments) throws(Poisoned)

  var output: Name { get }
  var target: Name { get }

  /// Checks the contract and gives the loss of each row, `f32[batch]`.
  func build(at site: LossSite) throws(ContractError) -> Value
}

extension Loss {
  static var logitsKey: Key<Name> {
    Key("logits", .name, doc: "The output to compare, before softmax or sigmoid.")
  }
  static var predictionKey: Key<Name> { Key("prediction", .name, doc: "The output to compare.") }
  static var targetKey: Key<Name> { Key("target", .name, doc: "The target or input to match.") }
}

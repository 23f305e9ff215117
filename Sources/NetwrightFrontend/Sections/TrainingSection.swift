import NetwrightDiagnostics
import NetwrightLayers
import NetwrightSchema
import NetwrightSyntax

/// How long and how to train.
package struct TrainingSection: Sendable {
  package enum Length: Hashable, Sendable {
    case epochs(Int)
    case steps(Int)
  }

  static let epochsKey = Key(
    "epochs", .optional(ValueType<Int>.count(1...1_000_000, of: .epochs)), default: nil,
    doc: "How often training goes over the training split; this or `steps`.")
  static let stepsKey = Key(
    "steps", .optional(ValueType<Int>.count(1...(1 << 53), of: .steps)), default: nil,
    doc: "How many batches training takes; this or `epochs`.")
  static let optimizerKey = Key(
    "optimizer", .node("an optimizer", form: .section(.optimizer)),
    doc: "How parameters follow their gradients.")
  static let seedKey = Key(
    "seed", .integer(0...(1 << 53)), default: 0,
    doc: "Seed of initial values, shuffling and dropout.")
  static let shuffleKey = Key(
    "shuffle", .flag, default: true, doc: "Whether each epoch has an order of rows of its own.")
  static let logKey = Key(
    "log_every", .count(0...(1 << 53), of: .steps), default: 100,
    doc: "Steps between two lines in `metrics.jsonl`; 0 for none.")
  package static let table = KeyTable(
    "`train`",
    [
      AnyKey(epochsKey), AnyKey(stepsKey), AnyKey(optimizerKey), AnyKey(seedKey),
      AnyKey(shuffleKey), AnyKey(logKey),
    ])

  static var schema: ValueForm.Members {
    let either = [epochsKey.name, stepsKey.name].map { name in
      JSONValue.object([("required", .array([.string(name)]))])
    }
    return table.schema(.spec) + [("oneOf", .array(either))]
  }

  package let length: Length
  package let optimizer: any Optimizer
  package let seed: Int
  package let shuffle: Bool
  package let logEverySteps: Int
  package let span: Span
  let resolvedTexts: [(key: String, text: String)]

  init(_ node: SyntaxNode, at place: Span, _ decoder: Decoder) throws(Poisoned) {
    let arguments = try Self.table.decode(node, at: place, decoder)
    span = place
    let chosen = try? Self.optimizer(try arguments.value(Self.optimizerKey), decoder)
    let length = try Self.length(arguments, decoder)
    seed = try arguments.value(Self.seedKey)
    shuffle = try arguments.value(Self.shuffleKey)
    logEverySteps = try arguments.value(Self.logKey)
    guard let chosen else { throw Poisoned() }
    optimizer = chosen.optimizer
    self.length = length
    resolvedTexts = arguments.texts + [("optimizer", chosen.text)]
  }

  private static func length(
    _ arguments: Arguments, _ decoder: Decoder
  ) throws(Poisoned) -> Length {
    switch (try arguments.value(epochsKey), try arguments.value(stepsKey)) {
    case (let epochs?, nil): return .epochs(epochs)
    case (nil, let steps?): return .steps(steps)
    case (nil, nil) where arguments.hasUnknownKeys: throw Poisoned()
    case (nil, nil):
      throw decoder.report(
        Diagnostic("E0102", "`train` lacks `epochs` or `steps`", at: arguments.place)
          .expected("one of the two").found("neither").help("add `epochs: 5`"))
    case (_?, _?):
      throw decoder.report(
        Diagnostic(
          "E0108", "`epochs` and `steps` exclude each other", at: arguments.keySpan(Self.stepsKey)
        ).expected("one of the two").found("both")
          .label(arguments.keySpan(Self.epochsKey), "the other one").help("remove one of them"))
    }
  }

  private static func optimizer(
    _ node: SyntaxNode, _ decoder: Decoder
  ) throws(Poisoned) -> (optimizer: any Optimizer, text: String) {
    let choice = try Choice(
      node, kind: "an optimizer", among: optimizerRegistry.map { ($0.keyword, $0.table) }, decoder)
    guard let type = optimizerRegistry.first(where: { $0.keyword == choice.keyword }) else {
      throw Poisoned()
    }
    return (
      try type.init(choice.arguments), "{\(choice.keyword): \(choice.arguments.flowText)}"
    )
  }
}

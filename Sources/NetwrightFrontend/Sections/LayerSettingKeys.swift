import NetwrightDiagnostics
import NetwrightLayers
import NetwrightSchema

/// The keys beside the kind of a layer that say how its parameters are trained.
enum LayerSettingKeys {
  static let frozenKey = Key(
    "frozen", .flag, default: false,
    doc: "Whether the parameters of the layer, or of all layers of the block, stay as they are: no "
      + "gradient, no update; `batch_norm` uses and keeps its running statistics.")
  static let scaleKey = Key(
    "learning_rate_scale", .number(.positive), default: 1,
    doc: "Factor of the learning rate for these parameters; those of blocks multiply.")
  static let regularizerKey = Key(
    "regularizer", .optional(ValueType<Regularizer>.regularizer), default: nil,
    doc: "`{l2: 1e-4}` adds 1e-4 · Σw² to the loss of training, `{l1: 1e-4}` 1e-4 · Σ|w|, for each "
      + "weight of at least two axes, not for biases; the innermost one holds.")
  static let all = [AnyKey(frozenKey), AnyKey(scaleKey), AnyKey(regularizerKey)]

  /// The setting, and the first key that is given.
  static func setting(
    _ arguments: Arguments, _ decoder: Decoder
  ) throws(Poisoned) -> (setting: ParameterSetting, span: Span?) {
    let setting = ParameterSetting(
      isFrozen: try arguments.value(frozenKey),
      learningRateScale: try arguments.value(scaleKey),
      regularizer: try arguments.value(regularizerKey))
    let given = all.filter { arguments.isGiven($0) }
    if setting.isFrozen, let other = given.first(where: { $0.name != frozenKey.name }) {
      throw decoder.report(
        Diagnostic(
          "E0108", "`frozen` and `\(other.name)` exclude each other",
          at: arguments.keySpan(other)
        ).expected("one of the two").found("both")
          .label(arguments.keySpan(frozenKey), "the other one")
          .help("frozen parameters get no update; remove `\(other.name)`"))
    }
    return (setting, given.first.flatMap { arguments.keySpan($0) })
  }

  /// The keys of a setting in a resolved spec.
  static func lines(_ setting: ParameterSetting) -> [String] {
    (setting.isFrozen ? ["frozen: true"] : [])
      + (setting.learningRateScale == 1
        ? [] : ["learning_rate_scale: \(setting.learningRateScale)"])
      + (setting.regularizer.map { ["regularizer: \($0.text)"] } ?? [])
  }
}

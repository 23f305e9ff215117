import NetwrightDiagnostics
import NetwrightIR
import NetwrightLayers
import NetwrightSyntax
import NetwrightTensor

/// A spec that has passed every check.
package struct CheckedSpec: Sendable {
  package let name: String
  package let doc: String?
  /// Named sizes, and what those that may vary are bound to.
  package let dims: DimsSection
  package let inputs: [DeclaredTensor]
  package let targets: [DeclaredTensor]
  package let data: DataSection?
  package let training: TrainingSection?
  package let metrics: [MetricUse]
  package let expectations: [Expectation]
  /// How many of them do not hold; more than none only for who has asked to see such a spec.
  package let unmetExpectations: Int
  /// One row for each layer, in order, blocks expanded.
  package let layers: [LayerRow]
  /// The layers and blocks as the spec lists them.
  package let outline: [OutlineRow]
  /// The results of an evaluation graph without the loss, in order.
  package let outputs: [(name: String, type: TensorType)]
  package let parameters: [TensorInfo]
  package let states: [TensorInfo]
  let sections: SpecSections
  let lowering: GraphLowering
  /// The evaluation graph, which checking built.
  let evaluation: Result<LoweredModel, LoweringError>

  /// The spec with every default filled in; itself a spec of the same meaning.
  package var resolvedText: String { resolvedText(namesAll: false) }

  /// The same with all dimensions, for comparisons; see `ResolvedText`.
  package func resolvedText(namesAll: Bool) -> String {
    ResolvedText.of(
      sections: sections, dims: dims, data: data, training: training, metrics: metrics,
      expectations: expectations, lowering: lowering, namesAll: namesAll)
  }

  /// `resolvedText` as `format` lays it out.
  package var canonicalText: String {
    let text = resolvedText
    let file = SourceFile(path: "spec.yaml", text: text)
    let order = SpecSections.table.names
    return SpecFormatter.format(file, order: order, into: DiagnosticBag()) ?? text
  }

  package var optimizer: (any Optimizer)? { training?.optimizer }
  package var hasLoss: Bool { lowering.loss != nil }
  /// The batch size to train with.
  package var batch: Int { dims.batch }
  /// Binds the dimensions of a lowered graph that may vary.
  package var binding: [String: Int] { dims.binding }

  /// Elements of all parameters, frozen ones too.
  package var parameterCount: Int { parameters.reduce(0) { $0 + $1.type.elementCount } }

  /// Factors of the learning rate that are not 1, by parameter.
  package var learningRateScales: [String: Double] {
    Dictionary(
      parameters.filter { $0.learningRateScale != 1 }.map { ($0.name, $0.learningRateScale) },
      uniquingKeysWith: { first, _ in first })
  }

  package func lower(_ mode: ModelGraph.Mode) throws(LoweringError) -> LoweredModel {
    guard mode == .training else { return try evaluation.get() }
    guard hasLoss else { throw .noLoss }
    return try lowering.build(mode) { _ in }.lowered.get()
  }
}

/// A metric with the output and the target it compares.
package struct MetricUse: Hashable, Sendable {
  package let name: String
  /// An output of the evaluation graph.
  package let output: String
  /// A target or an input.
  package let target: String
}

import NetwrightDiagnostics
import NetwrightIR
import NetwrightLayers
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
  /// One row for each layer, in order, blocks expanded.
  package let layers: [LayerRow]
  /// The layers and blocks as the spec lists them.
  package let outline: [OutlineRow]
  /// The results of an evaluation graph without the loss, in order.
  package let outputs: [(name: String, type: TensorType)]
  package let parameters: [TensorInfo]
  package let states: [TensorInfo]
  /// The spec with every default filled in; itself a spec of the same meaning.
  package let resolvedText: String
  let lowering: GraphLowering

  package var optimizer: (any Optimizer)? { training?.optimizer }
  package var hasLoss: Bool { lowering.loss != nil }
  /// The batch size to train with.
  package var batch: Int { dims.batch }
  /// Binds the dimensions of a lowered graph that may vary.
  package var binding: [String: Int] { dims.binding }

  /// Elements of all trainable tensors.
  package var parameterCount: Int { parameters.reduce(0) { $0 + $1.type.elementCount } }

  package func lower(_ mode: ModelGraph.Mode) throws(LoweringError) -> LoweredModel {
    guard mode == .evaluation || hasLoss else { throw .noLoss }
    let result = lowering.build(mode) { _ in }
    let model = result.builder.model
    do throws(GraphBuilder.Failure) {
      return LoweredModel(
        graph: try model.graph.finish(), parameters: model.parameters, states: model.states)
    } catch {
      throw .rejected(error)
    }
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

import NetwrightLayers

extension CheckedSpec {
  /// Puts together what the checker found.
  init(
    sections: SpecSections, dims: DimsSection, data: DataSection?, training: TrainingSection?,
    metrics: [MetricUse], expectations: [Expectation], unmet: Int,
    lowering: GraphLowering,
    built: GraphLowering.Result
  ) {
    let model = built.builder.model
    self.init(
      name: sections.name, doc: sections.doc, dims: dims,
      inputs: lowering.inputs, targets: lowering.targets, data: data, training: training,
      metrics: metrics, expectations: expectations, unmetExpectations: unmet,
      layers: built.builder.rows,
      outline: built.builder.outline,
      outputs: built.outputs.map { ($0.name, $0.tensor.type) }, parameters: model.parameters,
      states: model.states,
      sections: sections, lowering: lowering, evaluation: built.lowered)
  }
}

import NetwrightDiagnostics
import NetwrightIR
import NetwrightLayers

/// Layers: their nodes, their rows, and what is wrong with them.
extension ModelBuilder {
  /// Nil where the layer does not fit, which is reported.
  mutating func build(
    _ layer: any Layer, _ spelling: LayerEntry.Spelling, of entry: LayerEntry, prefix: String,
    _ inputs: [ModelTensor], _ outline: inout [OutlineRow]
  ) -> ModelTensor? {
    let growth = ModelGrowth(of: model)
    let type = type(of: layer)
    let path = prefix + entry.path
    let site = LayerSite(model: model, path: path, span: entry.span, inputs: inputs)
    model.graph.origin = .spec(entry.span, path: path)
    do throws(LayerError) {
      guard type.inputCount.contains(inputs.count) else {
        throw .inputCount(expected: type.inputCount, found: inputs.count)
      }
      model.remarks = []
      let value = try layer.build(at: site)
      for remark in model.remarks {
        add(remark.diagnostic(of: use(of: layer, entry, path), in: model.history))
        faults += 1
      }
      let made = model.graph.type(of: value)
      let record = model.history.add(
        .layer(layer, keys: entry.keys, spelling.arguments), name: "`\(path)`", type: made,
        span: entry.span, inputs: inputs)
      let result = ModelTensor(
        value: value, type: made, maker: "`\(path)`", span: entry.span,
        activation: type.keepsValues ? inputs[0].activation : layer.activation.name,
        activationSpan: type.keepsValues ? inputs[0].activationSpan : nil, record: record)
      let row = LayerRow(
        path: path, kind: entry.keyword, type: result.type, parameters: growth.elements,
        trainable: growth.trainable, span: entry.span, spelling: spelling,
        inputs: inputs.map(\.makerName))
      rows.append(row)
      outline.append(OutlineRow(row, path: entry.path))
      if let failure = model.graph.failure { add(failure.error.diagnostic(at: entry.span)) }
      return result
    } catch {
      isKeyAtFault = error.isAboutKeys
      if case .tie(.unknown(let name, _)) = error, faulty.own(name.text, seenFrom: path) {
        return nil
      }
      add(error.diagnostic(of: use(of: layer, entry, path), in: model.history))
      return nil
    }
  }

  private func use(of layer: any Layer, _ entry: LayerEntry, _ path: String) -> LayerUse {
    LayerUse(
      layer: layer, path: path, span: entry.span, keys: entry.keys,
      takesResultBefore: entry.from == nil)
  }

  /// Reports keys beside the kind that change nothing.
  mutating func requireEffect(
    of entry: LayerEntry, _ growth: ModelGrowth, prefix: String
  ) {
    guard let span = entry.settingSpan else { return }
    let made = growth.parameters
    let hasState = entry.setting.isFrozen && growth.hasStates
    let needsWeights = entry.setting.regularizer != nil
    let isEffective = made.contains { $0.type.rank >= 2 } || !(needsWeights || made.isEmpty)
    guard !isEffective, !hasState else { return }
    let what = needsWeights ? "a weight of at least two axes" : "a parameter"
    add(
      Diagnostic("E0333", "the key has no effect on `\(prefix)\(entry.path)`", at: span)
        .expected("a layer with \(what) of its own")
        .found(made.isEmpty ? "no parameters" : "\(made.count) without a second axis")
        .label(entry.span, "the layer").help("remove the key"))
  }
}

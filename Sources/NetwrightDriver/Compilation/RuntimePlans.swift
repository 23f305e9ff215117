import NetwrightData
import NetwrightFrontend
import NetwrightLayers
import NetwrightRuntime

/// A checked spec in the terms of the runtime, for the engine that runs in this process.
enum RuntimePlans {
  static func data(_ section: DataSection) -> DataPlan {
    DataPlan(
      source: source(section.source), test: section.test.map(source),
      fields: section.fields.map(field),
      missing: section.missing == .drop ? .dropRow : .refuse,
      split: SplitPlan(
        train: section.split.train, validation: section.split.validation,
        test: section.split.test, stratify: section.split.stratify,
        seed: UInt64(clamping: section.split.seed)))
  }

  private static func source(_ source: DataSource) -> DataPlan.Source {
    switch source {
    case .csv(let path, let delimiter, let header):
      .csv(path: path, delimiter: delimiter, header: header)
    case .idx(let images, let labels): .idx(images: images, labels: labels)
    }
  }

  private static func field(_ field: DataField) -> FieldPlan {
    let columns = FieldColumns.of(field)
    switch field.kind {
    case .number:
      return FieldPlan(
        name: field.name, columns: columns, kind: .number(transforms: transforms(field)))
    case .tensor(let sizes):
      return FieldPlan(
        name: field.name, columns: columns,
        kind: .tensor(shape: sizes, transforms: transforms(field)))
    case .category(let values, let isOneHot):
      return FieldPlan(
        name: field.name, columns: columns,
        kind: .category(isOneHot ? .oneHot : .index, vocabulary: values))
    case .classIndex(let classes, let values):
      return FieldPlan(
        name: field.name, columns: columns,
        kind: .classIndex(classes: classes, vocabulary: values))
    }
  }

  private static func transforms(_ field: DataField) -> [Transform] {
    var result: [Transform] = field.scale == 1 ? [] : [.scale(field.scale)]
    switch field.standardize {
    case .perColumn: result.append(.standardize(.perColumn))
    case .perChannel: result.append(.standardize(.perChannel))
    case nil: break
    }
    return result
  }

  /// - Parameter program: gives the positions of outputs and inputs.
  static func training(_ spec: CheckedSpec, for program: any Program) -> TrainingPlan {
    let metrics = spec.metrics.compactMap { use -> MetricPlan? in
      guard let output = program.outputs.firstIndex(where: { $0.name == use.output }),
        let target = program.inputs.firstIndex(where: { $0.name == use.target })
      else { return nil }
      return MetricPlan(name: use.name, output: output, target: target)
    }
    guard let training = spec.training else {
      return TrainingPlan(length: .steps(0), metrics: metrics)
    }
    let length: TrainingPlan.Length =
      switch training.length {
      case .epochs(let count): .epochs(count)
      case .steps(let count): .steps(count)
      }
    return TrainingPlan(
      length: length, seed: UInt64(clamping: training.seed), shuffle: training.shuffle,
      metrics: metrics, logEverySteps: training.logEverySteps)
  }

  static func initializer(_ value: InitialValue) -> Initializer {
    switch value {
    case .zeros: .zeros
    case .ones: .ones
    case .constant(let number): .constant(Float(number))
    case .uniform(let bound): .uniform(bound: Float(bound))
    case .normal(let mean, let deviation): .normal(mean: Float(mean), deviation: Float(deviation))
    case .truncatedNormal(let mean, let deviation):
      .truncatedNormal(mean: Float(mean), deviation: Float(deviation))
    }
  }
}

/// The columns that fill a field.
enum FieldColumns {
  /// A source without named columns has two: `images` and `labels`.
  static func of(_ field: DataField) -> [String] {
    if !field.columns.isEmpty { return field.columns }
    return field.isDiscrete ? ["labels"] : ["images"]
  }
}

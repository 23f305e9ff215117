import NetwrightEmitter
import NetwrightFrontend
import NetwrightLayers
import NetwrightSchedule

/// A checked spec in the terms of the emitter.
enum EmissionPlans {
  static func request(
    for compilation: Compilation, runtime: EmissionRequest.Runtime, specName: String
  ) throws(Compilation.Failure) -> EmissionRequest {
    request(for: compilation, plan: try compilation.plan(), runtime: runtime, specName: specName)
  }

  static func request(
    for compilation: Compilation, plan: ProgramPlan, runtime: EmissionRequest.Runtime,
    specName: String
  ) -> EmissionRequest {
    let spec = compilation.spec
    let targets = Set(spec.targets.map(\.name))
    let slots = spec.parameters + spec.states
    return EmissionRequest(
      plan: plan, specName: specName,
      inputs: (spec.inputs + spec.targets).map {
        InputDescription(name: $0.name, bound: $0.bound, isTarget: targets.contains($0.name))
      },
      parameters: slots.map {
        ParameterDescription(name: $0.name, initializer: initializer($0.initializer))
      },
      training: spec.training.map { training($0, spec.metrics) },
      data: spec.data.map(data), runtime: runtime)
  }

  private static func initializer(
    _ value: InitialValue
  ) -> ParameterDescription.Initializer {
    switch value {
    case .zeros: .zeros
    case .ones: .ones
    case .constant(let number): .constant(number)
    case .uniform(let bound): .uniform(bound: bound)
    case .normal(let mean, let deviation): .normal(mean: mean, deviation: deviation)
    case .truncatedNormal(let mean, let deviation):
      .truncatedNormal(mean: mean, deviation: deviation)
    }
  }

  private static func training(
    _ section: TrainingSection, _ metrics: [MetricUse]
  ) -> TrainingDescription {
    let length: TrainingDescription.Length =
      switch section.length {
      case .epochs(let count): .epochs(count)
      case .steps(let count): .steps(count)
      }
    return TrainingDescription(
      length: length, seed: UInt64(clamping: section.seed), shuffle: section.shuffle,
      metrics: metrics.map { .init(name: $0.name, output: $0.output, target: $0.target) },
      logEverySteps: section.logEverySteps)
  }

  private static func data(_ section: DataSection) -> DataDescription {
    DataDescription(
      source: source(section.source), test: section.test.map(source),
      fields: section.fields.map {
        .init(name: $0.name, columns: FieldColumns.of($0), kind: kind($0))
      },
      dropsIncompleteRows: section.missing == .drop,
      split: .init(
        train: section.split.train, validation: section.split.validation,
        test: section.split.test, stratify: section.split.stratify,
        seed: UInt64(clamping: section.split.seed)))
  }

  private static func source(_ source: DataSource) -> DataDescription.Source {
    switch source {
    case .csv(let path, let delimiter, let header):
      .csv(path: path, delimiter: delimiter, header: header)
    case .idx(let images, let labels): .idx(images: images, labels: labels)
    }
  }

  private static func kind(_ field: DataField) -> DataDescription.Kind {
    var transforms: [DataDescription.Transform] = field.scale == 1 ? [] : [.scale(field.scale)]
    switch field.standardize {
    case .perColumn: transforms.append(.standardizePerColumn)
    case .perChannel: transforms.append(.standardizePerChannel)
    case nil: break
    }
    switch field.kind {
    case .number: return .number(transforms)
    case .tensor(let sizes): return .tensor(shape: sizes, transforms)
    case .category(let values, true): return .oneHot(vocabulary: values)
    case .category(let values, false): return .index(vocabulary: values)
    case .classIndex(let classes, let values):
      return .classIndex(classes: classes, vocabulary: values)
    }
  }
}

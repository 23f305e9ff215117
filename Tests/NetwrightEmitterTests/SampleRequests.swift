import NetwrightEmitter
import NetwrightSchedule

extension SamplePlans {
  /// A request for a plan, with what it takes of inputs and initial values.
  static func request(
    _ plan: ProgramPlan, runtime: EmissionRequest.Runtime = .path("../netwright")
  ) -> EmissionRequest {
    var inputs: [InputDescription] = []
    var parameters: [ParameterDescription] = []
    for buffer in plan.buffers {
      switch buffer.storage {
      case .input(.data):
        inputs.append(
          InputDescription(name: buffer.name, bound: buffer.type.dtype == .i32 ? 5 : nil))
      case .persistent:
        parameters.append(
          ParameterDescription(name: buffer.name, initializer: .uniform(bound: 0.25)))
      default: break
      }
    }
    return EmissionRequest(
      plan: plan, specName: "\(plan.name).yaml", inputs: inputs, parameters: parameters,
      training: TrainingDescription(
        length: .epochs(2), seed: 7,
        metrics: plan.name == "tiny"
          ? [.init(name: "mae", output: "probabilities", target: "image")] : []),
      data: plan.name == "tiny" ? data : nil, runtime: runtime)
  }

  /// Every form of a field, with names that have to be escaped.
  static let data = DataDescription(
    source: .csv(path: "data/\"quoted\".csv", delimiter: ";", header: true),
    test: .idx(images: "images.gz", labels: "labels.gz"),
    fields: [
      .init(
        name: "image", columns: ["a", "b\nb"],
        kind: .number([.scale(1.0 / 255), .standardizePerColumn])),
      .init(
        name: "pixels", columns: ["images"],
        kind: .tensor(shape: [2, 2, 1], [.standardizePerChannel])),
      .init(name: "colour", columns: ["colour"], kind: .oneHot(vocabulary: ["red", "\\(blue)"])),
      .init(name: "kind", columns: ["kind"], kind: .index(vocabulary: nil)),
      .init(name: "label", columns: ["labels"], kind: .classIndex(classes: 10, vocabulary: nil)),
    ],
    dropsIncompleteRows: true,
    split: .init(train: 0.8, validation: 0.1, test: 0.1, stratify: "label", seed: 3))
}

/// Why a run cannot start or go on.
public enum TrainingError: Equatable, Sendable, CodedError {
  case tooFewRows(found: Int, batch: Int)
  case noRows(split: String)
  case lossNotFinite(step: Int, epoch: Int, loss: String)
  case unknownMetric(String, known: [String])
  case metricDoesNotFit(String, reason: String)
  case noLossOutput
  case seedDiffers(checkpoint: UInt64, plan: UInt64)
  case dataDiffers

  public var diagnosticCode: String {
    switch self {
    case .tooFewRows, .noRows: "E0511"
    case .lossNotFinite: "E0801"
    case .seedDiffers, .dataDiffers: "E0805"
    case .unknownMetric, .metricDoesNotFit, .noLossOutput: "E0806"
    }
  }

  public var text: String {
    switch self {
    case .tooFewRows(let found, let batch):
      "the training split has \(found) rows, fewer than one batch of \(batch)\n"
        + "  help: use more rows or a smaller batch"
    case .noRows(let split):
      "the \(split) split has no rows\n"
        + "  help: give it a share of the rows, or name another split"
    case .lossNotFinite(let step, let epoch, let loss):
      "the loss became \(loss) at step \(step) in epoch \(epoch)\n"
        + "  help: lower the learning rate, or look for extreme values in the data"
    case .unknownMetric(let name, let known):
      "unknown metric `\(name)`\n  expected: one of \(known.joined(separator: ", "))"
    case .metricDoesNotFit(let name, let reason):
      "the metric `\(name)` does not fit: \(reason)"
    case .noLossOutput:
      "the program has no output `loss` of shape [batch]"
    case .seedDiffers(let checkpoint, let plan):
      "the checkpoint was made with seed \(checkpoint), the run has \(plan)\n"
        + "  help: train with the seed \(checkpoint) again"
    case .dataDiffers:
      "the checkpoint was made with other data or another split\n"
        + "  help: give the run the data and the split back that it began with, or begin anew"
    }
  }
}

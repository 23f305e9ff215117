/// Why a run cannot start or go on.
public enum TrainingError: Error, Equatable, Sendable, CustomStringConvertible {
  case tooFewRows(found: Int, batch: Int)
  case noRows(split: String)
  case lossNotFinite(step: Int, epoch: Int, loss: String)
  case unknownMetric(String, known: [String])
  case metricDoesNotFit(String, reason: String)
  case noLossOutput
  case seedDiffers(checkpoint: UInt64, plan: UInt64)
  case dataDiffers

  public var description: String {
    switch self {
    case .tooFewRows(let found, let batch):
      "error[E0511]: the training split has \(found) rows, fewer than one batch of \(batch)\n"
        + "  help: use more rows or a smaller batch"
    case .noRows(let split):
      "error[E0511]: the \(split) split has no rows"
    case .lossNotFinite(let step, let epoch, let loss):
      "error: the loss became \(loss) at step \(step) in epoch \(epoch)\n"
        + "  help: lower the learning rate, or look for extreme values in the data"
    case .unknownMetric(let name, let known):
      "error: unknown metric `\(name)`\n  expected: one of \(known.joined(separator: ", "))"
    case .metricDoesNotFit(let name, let reason):
      "error: the metric `\(name)` does not fit: \(reason)"
    case .noLossOutput:
      "error: the program has no output `loss` of shape [batch]"
    case .seedDiffers(let checkpoint, let plan):
      "error: the checkpoint was made with seed \(checkpoint), the run has \(plan)\n"
        + "  help: train with the seed \(checkpoint) again"
    case .dataDiffers:
      "error: the checkpoint was made with other data or another split"
    }
  }
}

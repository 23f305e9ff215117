import NetwrightDiagnostics
import NetwrightSchema

/// The card in words and as JSON, the same in every report.
extension CostCard {
  /// - Parameter batch: rows of a step.
  func lines(batch: Int) -> [String] {
    let step = isTraining ? "a step" : "an evaluation"
    let frozen =
      parameters == trainableParameters
      ? "" : ", \(trainableParameters.grouped) of them trainable"
    let rows: [(name: String, figure: String, meaning: String)] = [
      ("parameters", parameters.grouped + frozen, ""),
      (
        "multiply-accumulates", multiplyAccumulates.grouped,
        "a row, forward: contractions, convolutions and attention"
      ),
      (
        "operations", operationsPerStep.grouped,
        "\(step) of \(Quantity.of(batch, "row")): each value of the graph once"
      ),
      (
        "run by kernels", kernels.operations.grouped,
        "\(step): computed again counts again, comparisons do not"
      ),
      (
        "moved by kernels", Quantity.bytes(kernels.bytes),
        "\(step): \(Quantity.bytes(kernels.bytesRead)) read, "
          + "\(Quantity.bytes(kernels.bytesWritten)) written"
      ),
      (
        "planned peak memory", Quantity.bytes(plannedPeakBytes),
        "\(plannedPeakBytes.grouped) bytes: arena and workspace"
      ),
      (
        "  arena", Quantity.bytes(arenaBytes),
        "parameters, optimizer, state, inputs, live tensors"
      ),
      (
        "  workspace", Quantity.bytes(workspaceBytes),
        "what kernels pack, with \(Self.assumedThreads) threads"
      ),
    ]
    let widths = (
      rows.map(\.name.count).max() ?? 0,
      rows.filter { !$0.meaning.isEmpty }.map(\.figure.count).max() ?? 0
    )
    return rows.map { row in
      let name = row.name + String(repeating: " ", count: widths.0 - row.name.count)
      guard !row.meaning.isEmpty else { return "  \(name)  \(row.figure)" }
      let space = String(repeating: " ", count: widths.1 - row.figure.count)
      return "  \(name)  \(row.figure)\(space)  \(row.meaning)"
    }
  }

  /// Members of a JSON object.
  var members: [(String, JSONValue)] {
    [
      ("parameters", .integer(parameters)),
      ("trainable_parameters", .integer(trainableParameters)),
      ("multiply_accumulates", .integer(multiplyAccumulates)),
      ("flops_per_step", .integer(operationsPerStep)),
      ("kernel_operations", .integer(kernels.operations)),
      ("kernel_bytes_read", .integer(kernels.bytesRead)),
      ("kernel_bytes_written", .integer(kernels.bytesWritten)),
      ("planned_peak_bytes", .integer(plannedPeakBytes)),
      ("arena_bytes", .integer(arenaBytes)),
      ("workspace_bytes", .integer(workspaceBytes)),
      ("workspace_threads", .integer(Self.assumedThreads)),
    ]
  }
}

import NetwrightLayers

/// Every metric, and the losses that it fits.
enum MetricChapter: GrammarChapter {
  static var text: String {
    var text = "## Metrics\n\n| metric | for the loss | values | meaning |\n|---|---|---|---|\n"
    for metric in metricRegistry {
      let losses = metric.losses.map { "`\($0)`" }.joined(separator: ", ")
      let range = metric.range
      let values = range.upperBound.isFinite ? "from 0 to \(Int(range.upperBound))" : "from 0"
      text +=
        "| `\(metric.keyword)` | \(losses) | \(values) | \(MarkdownText.cell(metric.doc)) |\n"
    }
    return text
  }

  static let mistakes = [
    WrongExample(
      code: "E0407", reason: "a metric of classes for a loss of numbers.",
      spec: WrongExample.head + WrongExample.withLoss + "evaluate: {metrics: [accuracy]}\n")
  ]
}

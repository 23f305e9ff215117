/// The lines of `metrics.jsonl`. They hold no time, so that equal runs give equal files.
enum MetricsLog {
  static func step(epoch: Int, step: Int, loss: Float) -> String {
    JSONText.object([
      ("event", "\"step\""), ("epoch", String(epoch)), ("step", String(step)),
      ("loss", JSONText.number(loss)),
    ])
  }

  static func evaluation(split: String, epoch: Int, _ evaluation: Evaluation) -> String {
    let head = [
      ("event", "\"evaluation\""), ("split", JSONText.string(split)), ("epoch", String(epoch)),
    ]
    return JSONText.object(head + evaluation.json)
  }
}

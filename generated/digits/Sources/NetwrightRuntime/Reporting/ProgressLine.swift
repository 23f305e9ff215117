/// The live line of a terminal, as text of at most `width` columns.
struct ProgressLine {
  let epoch: Int
  let step: Int
  let totalSteps: Int
  let loss: Float
  /// Rows per second; 0 when not known yet.
  let rate: Double

  /// Parts give way from the right on a narrow terminal; the bar takes what is left.
  func text(width: Int, secondsLeft: Double?) -> String {
    let parts = [
      "epoch \(epoch)", "step \(step)/\(totalSteps)", "loss \(Decimal.fixed(Double(loss), 4))",
      "\(Decimal.rate(rate)) rows/s", secondsLeft.map { "\(Decimal.duration($0)) left" } ?? "",
    ].filter { !$0.isEmpty }
    var line = ""
    for part in parts {
      let longer = line.isEmpty ? part : line + "  " + part
      if longer.count > width { break }
      line = longer
    }
    let room = min(width - line.count - 3, 30)
    if room < 5 { return line }
    let share = totalSteps > 0 ? Double(step) / Double(totalSteps) : 1
    let filled = Int(max(0, min(1, share)) * Double(room))
    let bar = String(repeating: "#", count: filled) + String(repeating: "-", count: room - filled)
    return "[\(bar)] \(line)"
  }
}

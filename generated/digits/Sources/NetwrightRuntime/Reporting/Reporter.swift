#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What a reporter says of a run before it starts.
public struct RunDescription: Equatable, Sendable {
  public let program: String
  public let parameters: Int
  public let rows: Int
  public let batch: Int
  public let stepsPerEpoch: Int
  public let totalSteps: Int

  init(program: any Program, rows: Int, stepsPerEpoch: Int, totalSteps: Int) {
    self.program = program.name
    parameters = program.parameterCount
    self.rows = rows
    batch = program.batch
    self.stepsPerEpoch = stepsPerEpoch
    self.totalSteps = totalSteps
  }

  var droppedRows: Int { rows - stepsPerEpoch * batch }
}

/// Tells people how a run goes, on standard error: one live line on a terminal, otherwise a line
/// per epoch. A closed standard error is no reason to stop, so failures to write are ignored.
public final class Reporter {
  public enum Style: Equatable, Sendable {
    case live, plain, quiet

    /// Live on a terminal, plain elsewhere.
    public static var automatic: Style { isatty(STDERR_FILENO) == 1 ? .live : .plain }
  }

  private let style: Style
  private let lossesToPrint: Int
  private let write: (String) -> Void
  private let print: (String) -> Void
  private var description: RunDescription?
  private var startSeconds = 0.0
  private var stepsSeen = 0
  private var nextRedraw = 0.0
  private var isLineOpen = false

  /// - Parameter lossesToPrint: So many first steps are printed on standard output as
  ///   `step loss`, the loss in the shortest form that reads back exactly.
  public convenience init(style: Style, lossesToPrint: Int = 0) {
    self.init(
      style: style, lossesToPrint: lossesToPrint, write: { Console.write($0, to: STDERR_FILENO) },
      print: { Console.write($0, to: STDOUT_FILENO) })
  }

  init(
    style: Style, lossesToPrint: Int, write: @escaping (String) -> Void,
    print: @escaping (String) -> Void
  ) {
    self.style = style
    self.lossesToPrint = lossesToPrint
    self.write = write
    self.print = print
  }

  func begin(_ run: RunDescription) {
    description = run
    startSeconds = Clock.seconds
    nextRedraw = startSeconds
    stepsSeen = 0
    say(
      "training \(run.program): \(run.parameters) parameters, \(run.rows) rows, "
        + "\(run.stepsPerEpoch) steps of \(run.batch) rows per epoch")
    if run.droppedRows > 0 {
      say(
        "note: the last \(run.droppedRows) rows of each epoch do not fill a batch "
          + "and are left out")
    }
  }

  func step(epoch: Int, step: Int, loss: Float) {
    stepsSeen += 1
    if stepsSeen <= lossesToPrint { print("\(step) \(loss)\n") }
    guard style == .live, let description else { return }
    let now = Clock.seconds
    if now < nextRedraw { return }
    nextRedraw = now + 0.1
    let perStep = (now - startSeconds) / Double(stepsSeen)
    let line = ProgressLine(
      epoch: epoch, step: step, totalSteps: description.totalSteps, loss: loss,
      rate: perStep > 0 ? Double(description.batch) / perStep : 0)
    let left = Double(description.totalSteps - step) * perStep
    write("\r" + line.text(width: Console.width - 1, secondsLeft: left) + "\u{1B}[K")
    isLineOpen = true
  }

  func epoch(_ epoch: Int, meanLoss: Double, validation: Evaluation?) {
    let figures = validation.map { "  validation " + Self.text($0) } ?? ""
    say("epoch \(epoch)  loss \(Decimal.fixed(meanLoss, 4))\(figures)")
  }

  func end(_ result: TrainingResult) {
    let seconds = Clock.seconds - startSeconds
    let rows = Double(stepsSeen) * Double(description?.batch ?? 0)
    let verb = result.isInterrupted ? "interrupted after" : "finished"
    say(
      "\(verb) \(result.steps) steps in \(Decimal.fixed(max(seconds, 0.001), 3)) s, "
        + "\(Decimal.rate(seconds > 0 ? rows / seconds : 0)) rows/s with evaluation")
    if let test = result.test { say("test  " + Self.text(test)) }
  }

  private static func text(_ evaluation: Evaluation) -> String {
    evaluation.figures.map { "\($0.name) \(Decimal.fixed($0.value, 4))" }
      .joined(separator: "  ")
  }

  private func say(_ line: String) {
    if style == .quiet { return }
    write((isLineOpen ? "\r\u{1B}[K" : "") + line + "\n")
    isLineOpen = false
  }
}

import Testing

@testable import NetwrightRuntime

@Suite struct ReporterTests {
  private func text(width: Int) -> String {
    ProgressLine(epoch: 2, step: 30, totalSteps: 60, loss: 0.25, rate: 12_345)
      .text(width: width, secondsLeft: 65)
  }

  @Test("the live line fits any width")
  func widths() {
    #expect(
      text(width: 100)
        == "[###############---------------] epoch 2  step 30/60  loss 0.2500  12.3k rows/s  "
        + "1m05s left")
    #expect(text(width: 40) == "[##---] epoch 2  step 30/60  loss 0.2500")
    #expect(text(width: 39) == "epoch 2  step 30/60  loss 0.2500")
    #expect(text(width: 3) == "")
    for width in 0..<120 { #expect(text(width: width).count <= width) }
  }

  @Test("numbers are written without a locale")
  func numbers() {
    let values = [0, 1.25, -0.5, 1e-9, 1e20, .nan, .infinity, 999.99996]
    #expect(
      values.map { Decimal.fixed($0, 4) }
        == ["0.0000", "1.2500", "-0.5000", "1e-09", "1e+20", "nan", "inf", "1000.0000"])
    let durations = [0, 59.6, 3599, 7260, -1].map(Decimal.duration)
    #expect(durations == ["0s", "1m00s", "59m59s", "2h01m", "-"])
    #expect([950, 12_345, 4_560_000].map(Decimal.rate) == ["950", "12.3k", "4.56M"])
  }

  @Test("a plain reporter tells of dropped rows, epochs and figures")
  func plain() {
    var lines = ""
    var losses = ""
    let reporter = Reporter(
      style: .plain, lossesToPrint: 1, write: { lines += $0 }, print: { losses += $0 })
    reporter.begin(
      RunDescription(
        program: LineFitProgram(batch: 4), rows: 10, stepsPerEpoch: 2, totalSteps: 4))
    reporter.step(epoch: 1, step: 1, loss: 0.1)
    reporter.step(epoch: 1, step: 2, loss: 0.2)
    let validation = Evaluation(figures: [.init(name: "loss", value: 2)])
    reporter.epoch(1, meanLoss: 0.15, validation: validation)
    #expect(losses == "1 0.1\n")
    #expect(
      lines == """
        training line_fit: 2 parameters, 10 rows, 2 steps of 4 rows per epoch
        note: the last 2 rows of each epoch do not fill a batch and are left out
        epoch 1  loss 0.1500  validation loss 2.0000

        """)
  }
}

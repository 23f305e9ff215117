import NetwrightDiagnostics
import NetwrightFrontend
import NetwrightSchema
import Testing

/// Robustness row 5 on whole specs: the expected type decides, and nothing is rounded or guessed.
@Suite struct ScalarTests {
  private func spec(
    units: String = "3", rate: String = "0", epochs: String = "1", log: String = "1",
    learningRate: String = "1", seed: String = "0", name: String = "y"
  ) -> String {
    """
    netwright: 1
    name: example
    dims: {batch: 4}
    model:
      inputs: {x: "f32[batch, 2]"}
      targets: {t: "f32[batch, 1]"}
      layers:
        - dense: \(units)
        - dropout: \(rate)
        - dense: 1
          as: \(name)
    loss: {mse: {prediction: \(name), target: t}}
    train: {epochs: \(epochs), optimizer: {sgd: \(learningRate)}, seed: \(seed), log_every: \(log)}

    """
  }

  private func checked(_ text: String) throws -> CheckedSpec {
    let (spec, findings) = SpecFiles.check(text: text)
    #expect(findings == "")
    return try #require(spec)
  }

  @Test(
    "whole numbers are written as people write them",
    arguments: [("64", 64), ("1_000", 1_000), ("2k", 2_000), ("1e3", 1_000), ("800%", 8)])
  func whole(text: String, value: Int) throws {
    #expect(try checked(spec(units: text)).parameterCount == 2 * value + value + value + 1)
  }

  @Test("epochs and steps may have their units behind them")
  func units() throws {
    #expect(try checked(spec(epochs: "2 epochs")).training?.length == .epochs(2))
    #expect(try checked(spec(epochs: "1 epoch")).training?.length == .epochs(1))
    #expect(try checked(spec(log: "1k steps")).training?.logEverySteps == 1_000)
    #expect(
      SpecFiles.check(text: spec(epochs: "2 steps")).findings == """
        error[E0104]: expected epochs, found steps
          --> spec.yaml:13:17
           |
        13 | train: {epochs: 2 steps, optimizer: {sgd: 1}, seed: 0, log_every: 1}
           |                 ^^^^^^^
           = expected: a whole number from 1 to 1000000, counted in epochs
           = found: `2 steps`
           = help: steps have a key of their own


        """)
    for text in ["2.5 epochs", "-1 epochs", "epochs", "2 2 epochs", "2 hours", "0x1 epochs"] {
      #expect(SpecFiles.check(text: spec(epochs: text)).spec == nil, "\(text)")
    }
  }

  @Test(
    "words that YAML 1.1 takes for flags are names where a name stands",
    arguments: ["no", "yes", "on", "off", "y", "n", "true", "null", "NO"])
  func names(word: String) throws {
    #expect(try checked(spec(name: word)).outputs.map(\.name) == [word])
  }

  /// 15 × 7 × 6 × 9 spellings.
  static let spellings: [String] = {
    let wholes = [
      "", "0", "1", "7", "08", "64", "1_0", "_1", "1__0", "9007199254740993",
      "9223372036854775807", "9223372036854775808", "18446744073709551616", "1e400", "0x1F",
    ]
    let signs = ["", "-", "+", "--", "~", ".", "0o"]
    let fractions = ["", ".", ".0", ".5", ".00000000000000000000001", "/3"]
    let ends = ["", "e3", "e-3", "e400", "k", "G", "%", " steps", "inf"]
    return signs.flatMap { sign in
      wholes.flatMap { whole in
        fractions.flatMap { fraction in ends.map { sign + whole + fraction + $0 } }
      }
    }
  }()

  @Test("no spelling of a number traps, and integers are exact or errors")
  func spellings() throws {
    for text in Self.spellings {
      let reading = NumberText.read(text)
      guard case .number(let number) = reading, let integer = number.integer else { continue }
      #expect(number.value.isFinite)
      let digits = text.filter { $0 != "_" && $0 != "+" }
      if let exact = Int(digits) { #expect(exact == integer, "\(text)") }
    }
    for text in Self.spellings.enumerated().filter({ $0.offset % 13 == 0 }).map(\.element) {
      for candidate in [
        spec(units: text), spec(rate: text), spec(epochs: text), spec(learningRate: text),
        spec(seed: text),
      ] {
        let (spec, findings) = SpecFiles.check(text: candidate)
        #expect((spec == nil) == (findings != ""), "\(text)")
      }
    }
  }
}

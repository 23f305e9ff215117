import NetwrightDiagnostics
import NetwrightFrontend
import Testing

@Suite struct OverrideTests {
  static let spec = SourceFile(
    path: "spec.yaml",
    text: """
      netwright: 1
      name: example
      dims: {batch: 4}
      model:
        inputs: {x: "f32[batch, 2]"}
        targets: {t: "f32[batch, 1]"}
        layers:
          - dense: {units: 3}
          - dense: 1
            as: y
      loss: {mse: {prediction: y, target: t}}
      train: {epochs: 5, optimizer: adam}

      """)

  private func check(_ argument: String) throws -> (spec: CheckedSpec?, findings: String) {
    SpecFiles.check(Self.spec, overrides: [try #require(Override(argument: argument))])
  }

  @Test("an override replaces a value, within lists too, or adds a key")
  func replaces() throws {
    #expect(try check("train.epochs=7").spec?.training?.length == .epochs(7))
    #expect(try check("train.seed=7").spec?.training?.seed == 7)
    #expect(try check("dims.batch=64").spec?.batch == 64)
    #expect(try check("model.layers.0.dense.units=8").spec?.parameterCount == 33)
    #expect(try check("train.optimizer={sgd: 0.1}").spec?.optimizer?.slots == [])
  }

  @Test("an override that leads nowhere is an error with its own place")
  func leadsNowhere() throws {
    for argument in ["train.a.b=7", "model.layers.9.dense=7", "name.x=1"] {
      let (spec, findings) = try check(argument)
      #expect(spec == nil)
      #expect(findings.hasPrefix("error[E0209]: `--set "))
      #expect(findings.contains("--> --set "))
    }
  }

  @Test("a wrong value of an override is shown where it was given")
  func wrongValue() throws {
    let findings = try check("train.epochs=0").findings
    #expect(
      findings == """
        error[E0105]: expected a whole number from 1 to 1000000, found `0`
         --> --set train.epochs:1:1
          |
        1 | 0
          | ^
          = expected: a whole number from 1 to 1000000
          = found: `0`


        """)
  }

  @Test("an argument needs a path and an equals sign")
  func argument() {
    #expect(Override(argument: "train.epochs") == nil)
    #expect(Override(argument: "=5") == nil)
    #expect(Override(argument: "a=b=c") == Override(path: "a", value: "b=c"))
  }
}

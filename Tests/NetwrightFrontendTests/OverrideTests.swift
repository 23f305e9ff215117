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

  @Test("an override that leads nowhere is shown at the step that does not lead on")
  func leadsNowhere() throws {
    #expect(
      try check("trian.epochs=7").findings == """
        error[E0209]: `--set trian.epochs` leads nowhere in the spec
         --> <--set>:1:1
          |
        1 | trian.epochs=7
          | ^^^^^
          = expected: one of `netwright`, `name`, `dims`, `model`, `loss`, `train`
          = found: `trian`
          = help: did you mean `train`?


        """)
    #expect(try check("imports=[a.yaml]").findings.contains("imports are followed before"))
    for argument in ["train.a.b=7", "model.layers.9.dense=7", "model.layers.x=7", "name.x=1"] {
      let (spec, findings) = try check(argument)
      #expect(spec == nil)
      #expect(findings.hasPrefix("error[E0209]: `--set "))
      #expect(findings.contains("--> <--set>:1:"))
    }
  }

  @Test("a wrong value of an override is shown where it was given, and so is a misspelt key")
  func wrongValue() throws {
    #expect(
      try check("train.epochs=0").findings == """
        error[E0105]: expected a whole number from 1 to 1000000, found `0`
         --> <--set>:1:14
          |
        1 | train.epochs=0
          |              ^
          = expected: a whole number from 1 to 1000000
          = found: `0`


        """)
    let findings = try check("train.sead=1").findings
    #expect(findings.contains("1 | train.sead=1\n  |       ^^^^\n"))
    #expect(findings.contains("help: did you mean `seed`?"))
    #expect(try check("train.optimizer={sgd: [}").findings.contains("--> <--set>:1:24"))
    #expect(try check("name=").findings.hasPrefix("error[E0111]: the value is empty"))
  }

  @Test("a value needs no quotes against YAML that cannot be meant")
  func plainValues() throws {
    let text = String(decoding: Self.spec.bytes, as: UTF8.self) + "evaluate: {metrics: [mae]}\n"
    let spec = SourceFile(path: "spec.yaml", text: text + "expect: {mae: '< 1'}\n")
    for (value, relation) in [(">= 0.5", Relation.atLeast), ("> 0.5", .above)] {
      let override = try #require(Override(argument: "expect.mae=\(value)"))
      let checked = SpecFiles.check(spec, overrides: [override])
      #expect(checked.findings == "")
      guard case .metric("mae", let comparison)? = checked.spec?.expectations.first else {
        Issue.record("no expectation")
        return
      }
      #expect(comparison.relation == relation)
    }
    for text in ["Model #2: again", "Model #2"] {
      #expect(try check("doc=\(text)").spec?.doc == text)
    }
    #expect(try check("model.inputs.x=f32[batch, 2]").spec != nil)
  }

  @Test("an argument needs a path and an equals sign")
  func argument() {
    #expect(Override(argument: "train.epochs") == nil)
    #expect(Override(argument: "=5") == nil)
    #expect(Override(argument: "a=b=c") == Override(path: "a", value: "b=c"))
  }
}

import NetwrightDiagnostics
import NetwrightFrontend
import Testing

/// Robustness rows 6, 7, 11, 12 and 31 as far as checking goes: no trap, and a finding with a place.
@Suite struct HostileSpecTests {
  static let integers = [
    "-9223372036854775808", "-2147483648", "-1", "0", "1", "2147483648", "9223372036854775807",
    "9223372036854775808", "1e400", "1e18", "nan", ".inf", "1/0", "100%", "2 // 0",
  ]
  static let layers = [
    "dense: #", "conv2d: {filters: #, kernel: 1}", "conv2d: {filters: 2, kernel: #}",
    "conv2d: {filters: 2, kernel: 1, stride: #}", "conv2d: {filters: 2, kernel: 1, padding: #}",
    "conv2d: {filters: 2, kernel: 3, dilation: #}", "conv2d: {filters: 2, kernel: 1, groups: #}",
    "conv2d: {filters: 2, kernel: [#, 1], padding: same, stride: [1, #]}", "max_pool2d: #",
    "max_pool2d: {window: 2, stride: #}", "max_pool2d: {window: 2, padding: #}",
    "avg_pool2d: {window: #, stride: #, padding: same}", "reshape: [#]", "reshape: [#, #, #]",
    "dropout: #", "batch_norm: {momentum: #, epsilon: #}", "layer_norm: {epsilon: #}",
    "embedding: {entries: #, width: #}", "concat: {names: x, axis: #}", "expr: x * # + # ** #",
    "dense: {units: 2, initializer: {normal: #}}", "dense: {units: 2, initializer: {constant: #}}",
    "attention: {heads: 1, dropout: #}", "expr: {formula: x * a, parameters: {a: {initial: #}}}",
    "expr: {formula: x * a, parameters: {a: {shape: [#, #], initial: 1}}}",
  ]

  @Test("any number in any key of a layer checks or is an error", arguments: layers)
  func anyNumber(layer: String) {
    for input in ["f32[batch, 4, 4, 2]", "f32[batch, 3]", "i32[batch] in 0..<5"] {
      for integer in Self.integers {
        let keys = layer.split(separator: "#", omittingEmptySubsequences: false)
          .joined(separator: integer)
        expectSound(Self.spec(input: input, layers: [keys]))
      }
    }
  }

  @Test("any number in a tensor type or a dimension checks or is an error", arguments: integers)
  func anySize(size: String) {
    for dtype in ["f32", "i32", "f64"] {
      expectSound(Self.spec(input: "\(dtype)[batch, \(size)]", layers: ["dense: 1"]))
      expectSound(
        Self.spec(input: "\(dtype)[batch, \(size), \(size), \(size)]", layers: ["flatten"]))
    }
    expectSound(Self.spec(input: "i32[batch] in 0..<\(size)", layers: ["flatten"]))
    expectSound(Self.spec(input: "f32[batch, 3]", layers: ["dense: 1"], batch: size))
  }

  static let bombs: [String] = [
    String(repeating: "(", count: 100_000), String(repeating: "1+", count: 100_000),
    String(repeating: "-", count: 3_000), String(repeating: "x**", count: 1_300) + "x",
    String(repeating: "x>", count: 2_000) + "x", String(repeating: "(", count: 199) + "x",
    String(repeating: "exp(", count: 500), String(repeating: "x + ", count: 1_000) + "x",
    String(repeating: "a", count: 1_000_000), String(repeating: "a,", count: 2_000) + "->a",
    String(repeating: "a ", count: 2_000), "abcdefghijklmnopqrstuvwxyz->a", "->", ",->,", "->->",
    "", " ", ",", "b", "b->", "é -> é", "b i -> b i\\u0000", "x\\u0000", "𝛼 * x", "1e999 * x",
    "x ** 1e300", "x ** -9", "x / 0", "0 / 0 * x", "log(-1) * x", "where(1 < 2, x, x)", "pi",
    String(repeating: "9", count: 4_000), "x * 1.", "x * .5", "x * 1e", "x * 1_", "_", "x.y",
    "x[0]", "x(1)", "$0",
  ]

  @Test("no equation and no formula does harm", arguments: bombs)
  func expressions(text: String) {
    for layer in ["expr", "einsum", "parameter"] {
      for input in ["f32[batch, 3]", "f32[batch]", "i32[batch] in 0..<5"] {
        expectSound(Self.spec(input: input, layers: ["\(layer): \"\(text)\""]))
      }
    }
    for keys in ["weight: {tied: \"\(text)\"}", "initializer: \"\(text)\""] {
      expectSound(Self.spec(input: "f32[batch, 3]", layers: ["dense: {units: 2, \(keys)}"]))
    }
  }

  @Test("a formula of a thousand terms in one level is computed")
  func longFormula() {
    let text = String(repeating: "x + ", count: 1_000) + "x"
    let spec = SpecFiles.check(
      text: Self.spec(input: "f32[batch, 3]", layers: ["expr: \"\(text)\""])
    ).spec
    #expect(spec != nil)
  }

  @Test("after many names of nothing it is not said that no name can stand there")
  func manyMisses() {
    for layer in ["{add: [zebra, quagga]}", "{add: zebra, as: zebra}"] {
      let layers = ["{dense: 3, as: h}"] + Array(repeating: layer, count: 150)
      let findings = SpecFiles.check(text: Self.spec(input: "f32[batch, 3]", layers: layers))
        .findings
      #expect(findings.contains("names that can stand here: `"))
      #expect(!findings.contains("none"))
    }
  }

  @Test(
    "names that would be code are refused",
    arguments: [
      "a b", "`x`", "x\\\"", "\\\\(exit(7))", "a\\nb", "a\\rb", "\\u2028", "../x", "é", "1a", "",
      "a.b", "$0", "#if", "x\\0", "con/x", String(repeating: "a", count: 64),
    ])
  func names(name: String) {
    for layer in ["{dense: 1, name: \"\(name)\"}", "{dense: 1, as: \"\(name)\"}"] {
      let text = Self.spec(input: "f32[batch, 3]", layers: [layer])
      #expect(SpecFiles.check(text: text).spec == nil)
      expectSound(text)
    }
  }

  private func expectSound(_ text: String) {
    let bag = DiagnosticBag()
    let spec = Frontend.check(file: SourceFile(path: "spec.yaml", text: text), into: bag)
    #expect((spec == nil) == bag.hasErrors, "\(text)")
    for finding in bag.reported {
      #expect(finding.span != nil && finding.code != "E0901", "\(finding.code) in \(text)")
    }
  }

  private static func spec(input: String, layers: [String], batch: String = "4") -> String {
    """
    netwright: 1
    name: example
    dims: {batch: \(batch)}
    model:
      inputs: {x: "\(input)"}
      layers:
    \(layers.map { "    - \($0)" }.joined(separator: "\n"))

    """
  }
}

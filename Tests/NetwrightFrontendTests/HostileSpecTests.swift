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
    "embedding: {entries: #, width: #}", "concat: {names: x, axis: #}",
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

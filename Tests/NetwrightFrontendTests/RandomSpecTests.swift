import NetwrightDiagnostics
import NetwrightFrontend
import Testing

/// Robustness row 9: what is right is accepted.
@Suite struct RandomSpecTests {
  @Test("2,000 random specs that are right are accepted, and resolve to texts of the same meaning")
  func accepted() {
    for seed in 0..<2_000 {
      let text = RandomSpec.text(Choices(seed: UInt64(seed)))
      let (spec, findings) = SpecFiles.check(text: text)
      #expect(findings == "", "seed \(seed)\n\(text)")
      guard let spec else { continue }
      let again = SpecFiles.check(text: spec.resolvedText)
      #expect(again.spec?.resolvedText == spec.resolvedText, "\(text)\(again.findings)")
    }
  }

  @Test("single mutations of them are refused, and nearly always at the mutation")
  func refused() {
    var (mutants, refused, placed) = (0, 0, 0)
    var missed: [String: Int] = [:]
    var seed: UInt64 = 0
    while mutants < 2_000 {
      seed += 1
      let text = RandomSpec.text(Choices(seed: seed))
      guard let mutation = SpecMutation(text, Choices(seed: ~seed)), mutation.text != text else {
        continue
      }
      mutants += 1
      let bag = DiagnosticBag()
      let file = SourceFile(path: "spec.yaml", text: mutation.text)
      guard Frontend.check(file: file, into: bag) == nil else {
        missed[mutation.kind + " is accepted", default: 0] += 1
        continue
      }
      refused += 1
      let spans = bag.reported.flatMap { [$0.span].compactMap { $0 } + $0.labels.map(\.span) }
      if spans.contains(where: { overlap($0.start..<max($0.end, $0.start + 1), mutation.range) }) {
        placed += 1
      } else {
        missed[mutation.kind, default: 0] += 1
      }
    }
    let report = missed.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { "\($0.value) × \($0.key)" }.joined(separator: "\n")
    #expect(Double(refused) >= 0.95 * Double(mutants), "\(refused) of \(mutants)\n\(report)")
    #expect(Double(placed) >= 0.9 * Double(refused), "\(placed) of \(refused)\n\(report)")
  }

  /// Touching counts: what is missing is reported at an edge.
  private func overlap(_ one: Range<Int>, _ other: Range<Int>) -> Bool {
    one.lowerBound <= other.upperBound && other.lowerBound <= one.upperBound
  }
}

import NetwrightIR
import NetwrightOps
import NetwrightPasses
import Testing

/// Every value that goes through memory has the reason that fusion gave.
@Suite struct FusionReportTests {
  private func reasons(_ text: String) throws -> [String: FusionRefusal] {
    let report = FusionReport(try GraphParser.graph(text, ops: opRegistry))
    var result: [String: FusionRefusal] = [:]
    for refusal in report.refusals {
      result["\(refusal.maker.keyword) → \(refusal.reader.keyword)"] = refusal.reason
    }
    return result
  }

  @Test("a contraction loads what was made elsewhere")
  func operands() throws {
    let found = try reasons(
      """
      graph @g(
          %0: f32[4, 3] data "x",
          %1: f32[3, 5] parameter "w") {
        %2 = relu %0 : f32[4, 3]
        %3 = contraction %2, %1 {transpose_left = false, transpose_right = false} : f32[4, 5]
        return %3 result "y"
      }

      """)
    #expect(found == ["relu → contraction": .readerLoadsWhole])
  }

  @Test("what is fused has no refusal")
  func fused() throws {
    let found = try reasons(
      """
      graph @g(
          %0: f32[4, 3] data "x") {
        %1 = relu %0 : f32[4, 3]
        %2 = exp %1 : f32[4, 3]
        return %2 result "y"
      }

      """)
    #expect(found == [:])
  }

  @Test("a transposed read is one from another place")
  func elsewhere() throws {
    let found = try reasons(
      """
      graph @g(
          %0: f32[3, 3] data "x") {
        %1 = exp %0 : f32[3, 3]
        %2 = transpose %1 {permutation = [1, 0]} : f32[3, 3]
        %3 = add %1, %2 : f32[3, 3]
        return %3 result "y"
      }

      """)
    #expect(found == ["exp → add": .readsElsewhere])
  }

  @Test("a contraction's rows are folded by another kernel")
  func folds() throws {
    let found = try reasons(
      """
      graph @g(
          %0: f32[4, 3] data "x",
          %1: f32[3, 5] parameter "w") {
        %2 = contraction %0, %1 {transpose_left = false, transpose_right = false} : f32[4, 5]
        %3 = reduce_sum %2 {axes = [1]} : f32[4]
        return %3 result "y"
      }

      """)
    #expect(found == ["contraction → reduce_sum": .otherAxis])
  }
}

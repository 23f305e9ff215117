import Testing

@testable import NetwrightData

@Suite struct SplitAssignmentTests {
  private func assign(_ plan: SplitPlan, _ rows: Int, _ classes: [Int32]? = nil) throws(DataError)
    -> SplitAssignment
  {
    try SplitAssignment(plan, rows: rows, classes: classes, path: "p")
  }

  @Test(
    "every row lies in exactly one part, with counts by largest remainder",
    arguments: [
      (0, [0, 0, 0]), (1, [1, 0, 0]), (2, [2, 0, 0]), (3, [2, 1, 0]), (10, [7, 2, 1]),
      (1001, [701, 200, 100]),
    ])
  func counts(rows: Int, expected: [Int]) throws {
    let plan = SplitPlan(train: 0.7, validation: 0.2, test: 0.1, seed: 3)
    let parts = try assign(plan, rows)
    #expect([parts.train, parts.validation, parts.test].map(\.count) == expected)
    let all = parts.train + parts.validation + parts.test
    #expect(all.sorted() == (0..<Int32(rows)).map { $0 })
    #expect(try assign(plan, rows) == parts)
  }

  @Test("shares that rounding spoils are still whole")
  func rounding() {
    #expect(SplitAssignment.counts(of: 30, [0.7, 0.2, 0.1]) == [21, 6, 3])
    #expect(SplitAssignment.counts(of: 10, [1.0 / 3, 1.0 / 3, 1.0 / 3]) == [4, 3, 3])
  }

  @Test("another seed gives another split")
  func seeds() throws {
    let parts = try (0..<4).map {
      try assign(SplitPlan(train: 0.5, validation: 0.5, seed: UInt64($0)), 100).train
    }
    #expect(Set(parts).count == 4)
  }

  @Test("stratified parts keep the proportions of every class exactly")
  func stratified() throws {
    let classes = (0..<100).map { Int32($0 % 10 == 0 ? 1 : 0) }
    let parts = try assign(SplitPlan(train: 0.8, validation: 0.2, stratify: "c"), 100, classes)
    #expect(parts.train.count { classes[Int($0)] == 1 } == 8)
    #expect(parts.validation.count { classes[Int($0)] == 1 } == 2)
    #expect(parts.train == parts.train.sorted())
  }

  @Test(
    "fractions that make no whole are refused",
    arguments: [
      SplitPlan(train: 0.5), SplitPlan(train: 0.9, validation: 0.2), SplitPlan(train: .nan),
      SplitPlan(train: 1.5, validation: -0.5),
    ])
  func fractions(plan: SplitPlan) {
    #expect(throws: DataError.self) { try assign(plan, 10) }
  }
}

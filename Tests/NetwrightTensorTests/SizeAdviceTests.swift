import NetwrightTensor
import Testing

@Suite struct SizeAdviceTests {
  private let solver = Solver([
    "seq": SizeConstraint(1...1024, preferred: 512), "rows": SizeConstraint(1...64),
  ])
  private let seq = Dim(symbol: "seq")
  private let rows = Dim(symbol: "rows")
  private let batch = Dim(symbol: "batch")

  private func help(_ claim: SizeClaim) -> String {
    #expect(solver.truth(of: claim) == .inconclusive)
    return solver.advice(on: claim).help
  }

  @Test("what must be a multiple is told of what, with the default kept")
  func multiple() {
    #expect(
      help(.divides(4, seq)) == "`seq` must be a multiple of 4 for this: write "
        + "`seq: {range: 1..1024, multiple_of: 4, default: 512}`")
    let half = try? seq.floorDivided(by: 6).multiplied(by: 6)
    #expect(
      help(.equal(half ?? 0, seq)) == "`seq` must be a multiple of 6 for this: write "
        + "`seq: {range: 1..1024, multiple_of: 6, default: 510}`")
  }

  @Test("bounds are the widest that settle it")
  func bounds() {
    #expect(
      help(.atLeast(batch, 5)) == "`batch` must be at least 5 for this: write `batch: {range: 5..}`"
    )
    #expect(
      help(.atLeast(100, seq)) == "`seq` must be at most 100 for this: write "
        + "`seq: {range: 1..100, default: 100}`")
  }

  @Test("two unknown sizes are to be one, an unknown one a number")
  func equality() {
    #expect(
      help(.equal(rows, seq)) == "`seq` and `rows` must be the same for this: write `seq: rows`")
    #expect(help(.equal(rows, 16)) == "`rows` must be 16 for this: write `rows: 16`")
  }

  @Test("the name that is declared later is said by the earlier one")
  func order() {
    let ordered = Solver(solver.constraints, order: ["seq", "rows"])
    #expect(ordered.advice(on: .equal(rows, seq)).remedy == .same("rows", as: "seq"))
  }

  @Test("bounds of multiples are multiples")
  func alignedBounds() {
    let solver = Solver(["seq": SizeConstraint(8...1024, multiple: 8, preferred: 512)])
    let advice = solver.advice(on: .atLeast(100, seq))
    #expect(
      advice.help == "`seq` must be at most 96 for this: write "
        + "`seq: {range: 8..96, multiple_of: 8, default: 96}`")
  }

  @Test("values are named for which the claim fails")
  func witness() {
    #expect(
      solver.advice(on: .atLeast(batch, 5)).note == "not so for batch = 1: 1 against 5")
    #expect(
      solver.advice(on: .equal(rows, seq)).note == "not so for rows = 1, seq = 512: 1 against 512")
  }

  @Test("where nothing settles it, the names are given")
  func nothing() {
    let product = try? seq.multiplied(by: rows)
    #expect(
      help(.equal(product ?? 0, batch)) == "give fixed values to `batch`, `rows`, `seq` under "
        + "`dims:`, or write both sides alike")
  }
}

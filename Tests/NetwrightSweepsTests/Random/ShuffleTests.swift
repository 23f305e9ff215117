import NetwrightSweeps
import Testing

@Suite struct ShuffleTests {
  @Test(
    "every epoch has a permutation of its own, the same in every run", arguments: [0, 1, 2, 997])
  func permutation(count: Int) {
    let first = Shuffle.epochOrder(count: count, seed: 5, epoch: 1)
    #expect(first.sorted() == (0..<Int32(count)).map { $0 })
    #expect(first == Shuffle.epochOrder(count: count, seed: 5, epoch: 1))
    if count > 2 {
      #expect(first != Shuffle.epochOrder(count: count, seed: 5, epoch: 2))
      #expect(first != Shuffle.epochOrder(count: count, seed: 6, epoch: 1))
    }
  }

  @Test("all orders of three are equally frequent")
  func uniform() {
    var counts: [[Int32]: Int] = [:]
    for epoch in 0..<6000 {
      counts[Shuffle.epochOrder(count: 3, seed: 1, epoch: epoch), default: 0] += 1
    }
    #expect(counts.count == 6)
    // Five standard deviations of a binomial with p = 1/6.
    #expect(counts.values.allSatisfy { abs($0 - 1000) < 145 })
  }
}

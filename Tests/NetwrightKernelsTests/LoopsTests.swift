import NetwrightKernels
import Testing

@Suite struct LoopsTests {
  static let sizes = [0, 1, 3, 4, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 1000, 40_001]

  @Test("every element is visited once, and nothing beyond", arguments: sizes)
  func elementwise(count: Int) {
    for threads in [1, 2, 3] {
      let fixture = Fixture()
      let (source, target) = (fixture.floats(count), fixture.empty(count))
      for index in 0..<count { target[index] = 1 }
      Team(threads: threads).run { part in
        flat(count, part) { lane in
          let sum = target.vector(at: lane.index) + source.vector(at: lane.index)
          target.store(sum, at: lane.index, count: lane.count)
        }
      }
      #expect(values(target, count) == values(source, count).map { 1 + $0 })
      #expect(target[count].isNaN)
    }
  }

  @Test("a row is reduced with its tail masked", arguments: sizes)
  func rowReductions(count: Int) {
    let fixture = Fixture()
    let source = fixture.floats(count)
    var expected = Expected()
    for index in 0..<count { expected.add(source[index]) }
    #expect(expected.accepts(sum(count) { source.vector(at: $0.index) }))
    let all = values(source, count)
    #expect(maximum(count) { source.vector(at: $0.index) } == all.max() ?? -.infinity)
    #expect(minimum(count) { source.vector(at: $0.index) } == all.min() ?? .infinity)
    guard count > 0 else { return }
    source[count / 2] = .nan
    #expect(maximum(count) { source.vector(at: $0.index) }.isNaN)
    #expect(minimum(count) { source.vector(at: $0.index) }.isNaN)
  }

  @Test("every row is visited once", arguments: [0, 1, 5, 1000])
  func rowLoop(count: Int) {
    let fixture = Fixture()
    let target = fixture.empty(count)
    for index in 0..<count { target[index] = 0 }
    Team(threads: 2).run { part in rows(count, 100, part) { target[$0] += 1 } }
    #expect(values(target, count) == Array(repeating: 1, count: count))
  }

  @Test(
    "columns are summed, the same bits on any number of threads",
    arguments: [0, 1, 2, 31, 500, 3000], [1, 6, 8, 10, 17, 128])
  func columnSums(reduced: Int, width: Int) {
    let fixture = Fixture()
    let source = fixture.floats(reduced * width)
    var bits: [[UInt32]] = []
    for threads in [1, 2, 3] {
      let (sums, squares) = (fixture.empty(width), fixture.empty(width))
      let largest = fixture.empty(width)
      let space = fixture.empty(columnWorkspace(reduced: reduced, columns: width, outputs: 2))
      Team(threads: threads).run { part in
        columns(reduced: reduced, columns: width, partials: space, part) {
          (row, lane) -> InlineArray<2, Vector> in
          let x = source.vector(at: row * width + lane.index)
          return [x, x * x]
        } then: { lane, result in
          sums.store(result[0], at: lane.index, count: lane.count)
          squares.store(result[1], at: lane.index, count: lane.count)
        }
        part.barrier()
        columnMaximum(reduced: reduced, columns: width, partials: space, part) {
          (row, lane) -> InlineArray<1, Vector> in
          [source.vector(at: row * width + lane.index)]
        } then: { lane, result in
          largest.store(result[0], at: lane.index, count: lane.count)
        }
      }
      for column in 0..<width {
        var (sum, square) = (Expected(), Expected())
        var best = -Float.infinity
        for row in 0..<reduced {
          let x = source[row * width + column]
          sum.add(x)
          square.add(x, x)
          best = max(best, x)
        }
        #expect(sum.accepts(sums[column]) && square.accepts(squares[column]))
        #expect(largest[column] == best)
      }
      bits.append(patterns(sums, width) + patterns(squares, width))
    }
    #expect(bits[0] == bits[1] && bits[0] == bits[2])
  }
}

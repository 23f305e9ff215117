import NetwrightKernels
import Testing

@Suite struct GatherTests {
  @Test("rows are gathered, and gradients added in order", arguments: [0, 1, 7, 16, 33, 300])
  func rows(width: Int) {
    let (count, entries) = (67, 19)
    let fixture = Fixture()
    let (table, updates) = (fixture.floats(entries * width), fixture.floats(count * width))
    let numbers = UnsafeMutablePointer<Int32>.allocate(capacity: count)
    defer { numbers.deallocate() }
    for index in 0..<count { numbers[index] = Int32(index * index % entries) }
    let indices = Integers(numbers)
    var gathered: [Float] = []
    var sums = [Float](repeating: 0, count: entries * width)
    for index in 0..<count {
      for column in 0..<width {
        gathered.append(table[Int(indices[index]) * width + column])
        sums[Int(indices[index]) * width + column] += updates[index * width + column]
      }
    }
    for threads in [1, 2] {
      let (rows, gradient) = (fixture.empty(count * width), fixture.empty(entries * width))
      Team(threads: threads).run { part in
        gatherRows(
          count: count, width: width, table: table, indices: indices, into: rows, part)
        scatterAddRows(
          count: count, width: width, entries: entries, indices: indices, updates: updates,
          into: gradient, part)
      }
      #expect(values(rows, count * width) == gathered)
      #expect(values(gradient, entries * width) == sums)
    }
  }
}

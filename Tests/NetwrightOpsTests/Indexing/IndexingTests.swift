import NetwrightOps
import NetwrightTensor
import Testing

@Suite struct IndexingTests {
  private let table = (TensorType(sizes: [2, 2]), [1.0, 2, 3, 4])

  @Test("rows come in the order of the indices; an index without a row gives NaN")
  func gather() throws {
    let indices = (TensorType(sizes: [3], .i32), [1.0, 0, 1])
    #expect(try evaluated(GatherRows(), [table, indices]) == [3, 4, 1, 2, 3, 4])
    let missing = (TensorType(sizes: [2], .i32), [2.0, -1])
    #expect(try evaluated(GatherRows(), [table, missing]).allSatisfy(\.isNaN))
  }

  @Test("rows of one index add up; a row whose index the table lacks is left out")
  func scatter() throws {
    let indices = (TensorType(sizes: [4], .i32), [1.0, 1, 5, 0])
    let rows = (TensorType(sizes: [4, 1]), [1.0, 10, 100, 1000])
    #expect(try evaluated(ScatterAddRows(entries: 3), [indices, rows]) == [1000, 11, 0])
  }
}

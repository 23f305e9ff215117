import NetwrightTensor
import Testing

@Suite("Buffers of the interpreter")
struct BufferTests {
  private func offsets(_ sizes: [Int], _ strides: [Int], from start: Int = 0) -> [Int] {
    var found: [Int] = []
    forEachOffset(of: sizes, strides: strides, from: start) { found.append($0) }
    return found
  }

  @Test("Offsets follow the strides in row-major order")
  func visitsOffsets() {
    #expect(offsets([2, 3], [3, 1]) == [0, 1, 2, 3, 4, 5])
    #expect(offsets([3, 2], [1, 3]) == [0, 3, 1, 4, 2, 5])
    #expect(offsets([2, 3], [0, 1], from: 7) == [7, 8, 9, 7, 8, 9])
    #expect(offsets([1, 1, 1], [9, 9, 9]) == [0])
  }

  @Test("A scalar has one offset, an empty space none, however many rows it has")
  func visitsEdges() {
    #expect(offsets([], [], from: 4) == [4])
    #expect(offsets([0], [1]) == [])
    #expect(offsets([0, 5], [5, 1]) == [])
    #expect(offsets([Int.max, 0], [1, 1]) == [])
  }

  @Test("Gathering and placing are inverse for a transposition")
  func gathersAndPlaces() {
    let matrix = Buffer<Float>(sizes: [2, 3], elements: [1, 2, 3, 4, 5, 6])
    let turned = matrix.gathered(over: [3, 2], strides: [1, 3])
    #expect(turned == [1, 4, 2, 5, 3, 6])
    var back = Buffer<Float>(sizes: [2, 3], repeating: 0)
    back.place(Buffer(sizes: [3, 2], elements: turned), strides: [1, 3], from: 0)
    #expect(back.elements == matrix.elements)
  }
}

import NetwrightIR
import NetwrightOps
import NetwrightTensor
import Testing

@Suite struct PoolTests {
  private let input = TensorType(sizes: [1, 2, 2, 1])
  private let whole = PoolSetting(size: [2, 2], strides: [2, 2])

  @Test("the first of equal maxima takes the gradient; the first NaN counts as one")
  func ties() throws {
    let upstream = (TensorType(sizes: [1, 1, 1, 1]), [5.0])
    let op = MaximumPoolGradient(whole)
    #expect(try evaluated(op, [(input, [1, 3, 3, 2]), upstream]) == [0, 5, 0, 0])
    #expect(try evaluated(op, [(input, [9, 3, .nan, .nan]), upstream]) == [0, 0, 5, 0])
    let lowest = [Double](repeating: -.infinity, count: 4)
    #expect(try evaluated(op, [(input, lowest), upstream]) == [5, 0, 0, 0])
  }

  @Test("NaN in a window wins")
  func notANumber() throws {
    #expect(try evaluated(MaximumPool(whole), [(input, [1, .nan, 3, 2])])[0].isNaN)
  }

  @Test("averages leave padding out, or count it as zeros")
  func padding() throws {
    let setting = PoolSetting(size: [2, 2], strides: [2, 2], padding: [1, 1, 1, 1])
    let values = [(input, [1.0, 2, 3, 4])]
    #expect(
      try evaluated(AveragePool(setting, countIncludesPadding: false), values) == [1, 2, 3, 4])
    #expect(
      try evaluated(AveragePool(setting, countIncludesPadding: true), values)
        == [0.25, 0.5, 0.75, 1])
  }

  @Test("padding as large as the window is refused: a window could hold nothing")
  func emptyWindow() {
    let setting = PoolSetting(size: [2, 2], strides: [1, 1], padding: [0, 0, 2, 0])
    #expect(
      throws: ShapeError.attribute(
        name: "padding", value: 2, expected: "less than the window, 2")
    ) {
      try MaximumPool(setting).resultTypes(
        of: [Operand(input)], regions: [], in: ShapeContext())
    }
  }
}

import NetwrightIR
import NetwrightOps
import NetwrightTensor
import Testing

@Suite struct ElementwiseOpTests {
  private func operand(_ sizes: [Int], _ dtype: DType = .f32) -> Operand {
    Operand(TensorType(sizes: sizes, dtype))
  }

  private func types(_ op: any Op, _ operands: [Operand]) throws -> [TensorType] {
    try op.resultTypes(of: operands, regions: [], in: ShapeContext())
  }

  @Test("unequal shapes are refused; nothing broadcasts, not even size 1")
  func shapes() {
    let (a, b) = (operand([2, 3]), operand([2, 1]))
    #expect(throws: ShapeError.shapesDiffer(a, b)) { try types(Add(), [a, b]) }
    let scalar = operand([])
    #expect(throws: ShapeError.shapesDiffer(a, scalar)) { try types(Multiply(), [a, scalar]) }
  }

  @Test("element types that a function does not take are refused")
  func elementTypes() {
    let (floats, integers, truths) = (operand([2]), operand([2], .i32), operand([2], .bool))
    #expect(throws: ShapeError.dtype(integers, expected: "f32")) {
      try types(Add(), [floats, integers])
    }
    #expect(throws: ShapeError.dtype(integers, expected: "f32")) {
      try types(Exponential(), [integers])
    }
    #expect(throws: ShapeError.dtype(truths, expected: "numeric")) {
      try types(Add(), [truths, truths])
    }
    #expect(throws: ShapeError.dtype(floats, expected: "bool")) { try types(Not(), [floats]) }
    #expect(throws: ShapeError.dtype(floats, expected: "bool")) {
      try types(Select(), [floats, floats, floats])
    }
  }

  @Test("the larger of two equal elements gets half the gradient")
  func ties() throws {
    let type = TensorType(sizes: [3])
    let inputs = [(type, [1.0, 2, 3]), (type, [2.0, 2, 2])]
    let larger = try gradients(inputs) { $0.maximum($1[0], $1[1]) }
    #expect(larger == [[0, 0.5, 1], [1, 0.5, 0]])
    let smaller = try gradients(inputs) { $0.minimum($1[0], $1[1]) }
    #expect(smaller == [[1, 0.5, 0], [0, 0.5, 1]])
  }

  @Test("kinks at 0 have slope 0, as PyTorch takes it")
  func kinks() throws {
    let input = [(TensorType(sizes: [3]), [-1.0, 0, 1])]
    #expect(try gradients(input) { $0.relu($1[0]) } == [[0, 0, 1]])
    #expect(try gradients(input) { $0.absolute($1[0]) } == [[-1, 0, 1]])
  }

  @Test("the gradient of a power is finite at base 0 and at exponent 0")
  func powerAtZero() throws {
    let type = TensorType(sizes: [3])
    let found = try gradients([(type, [0.0, 0, 2]), (type, [2.0, 0, 0])]) {
      $0.power($1[0], $1[1])
    }
    #expect(found[0] == [0, 0, 0])
    #expect(found[1] == [0, 0, 0.6931471805599453])
  }

  @Test("floats become integers by losing the fraction; they saturate, NaN becomes 0")
  func conversion() throws {
    let values = [2.9, -2.9, 1e20, -1e20, .nan, .infinity]
    let input = [(TensorType(sizes: [6]), values)]
    #expect(
      try evaluated(Convert(to: .i32), input)
        == [2, -2, 2_147_483_647, -2_147_483_648, 0, 2_147_483_647])
    #expect(try evaluated(Convert(to: .u8), input) == [2, 0, 255, 0, 0, 255])
    #expect(try evaluated(Convert(to: .bool), input) == [1, 1, 1, 1, 1, 1])
  }
}

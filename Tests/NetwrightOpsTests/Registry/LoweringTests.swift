import NetwrightIR
import NetwrightInterpreter
import NetwrightKernels
import NetwrightTensor
import Testing

/// The kernel expression of an op, evaluated element by element, against its reference.
@Suite struct LoweringTests {
  static let cases = OpCase.all.filter {
    !$0.traits.isDisjoint(with: [.elementwise, .view, .generator])
  }

  @Test("the lowered element is the element of the reference", arguments: cases)
  func lowering(of test: OpCase) throws {
    let inputs = test.inputValues(seed: 3)
    let expected = try ReferenceInterpreter.run(test.graph(), inputs: inputs, precision: .f64)
    let result = test.example.results[0]
    let bodies = Recorder()
    let loops = result.rank
    let types = test.example.inputs
    let site = ElementSite(
      index: IndexMap((0..<loops).map { Affine(loop: $0, of: loops) }), inputTypes: types,
      resultType: result, loops: loops,
      input: { index, map in
        let place = map.linear(sizes: types[index].sizes, loops: loops)
        return bodies.body.emit(.load(operand: index, at: place), types[index].dtype)
      },
      emit: { bodies.body.emit($0, $1) })
    let root = test.example.op.lowerElement(at: site)
    #expect(bodies.body[root].dtype == result.dtype)
    var found: [Double] = []
    forEachIndex(of: result.sizes) { found.append(value(root, bodies.body, at: $0, inputs)) }
    #expect(found == expected["y0"]?.elements)
  }

  private final class Recorder { var body = KernelBody() }

  private func value(
    _ value: KernelValue, _ body: KernelBody, at loops: [Int], _ inputs: [String: Buffer<Double>]
  ) -> Double {
    let operands = body[value].instruction.operands.map { self.value($0, body, at: loops, inputs) }
    switch body[value].instruction {
    case .constant(let number): return number
    case .load(let operand, let place):
      return inputs["x\(operand)"]?[place.value(at: loops)] ?? .nan
    case .apply(let function, _): return function.evaluate(operands)
    case .convert: return body[value].dtype.isFloat ? operands[0] : operands[0].rounded(.towardZero)
    case .index(let place): return Double(place.value(at: loops))
    case .random(let stream, _, _, let element):
      return Double(
        RandomStream.uniform(
          stream: stream, seed: Int64(operands[0]), step: Int64(operands[1]),
          at: element.value(at: loops)))
    case .reduction, .accumulator: return .nan
    }
  }
}

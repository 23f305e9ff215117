import NetwrightIR
import NetwrightTensor

/// Turns values of a fused region into kernel expressions, on demand: an element at an index asks
/// for the elements that it is made of.
final class RegionLowering {
  let region: Graph
  let loops: Int
  var body = KernelBody()
  /// What the skeleton hands to the epilogue.
  var accumulator: Value?
  /// Reductions of this nest, by their result.
  var reductions: [Value: Int] = [:]
  private var known: [Place: KernelValue] = [:]
  private let operandOf: [Value: Int]

  private struct Place: Hashable {
    let value: Value
    let index: IndexMap
  }

  /// Region inputs are kernel operands 0, 1, …
  init(_ region: Graph, loops: Int) {
    self.region = region
    self.loops = loops
    operandOf = Dictionary(
      uniqueKeysWithValues: region.inputs.enumerated().map { ($1.value, $0) })
  }

  func element(_ value: Value, at index: IndexMap) -> KernelValue {
    let place = Place(value: value, index: index)
    if let found = known[place] { return found }
    let made = make(value, at: index)
    known[place] = made
    return made
  }

  private func make(_ value: Value, at index: IndexMap) -> KernelValue {
    let type = region.type(of: value)
    if value == accumulator { return body.emit(.accumulator, type.dtype) }
    if let number = reductions[value] { return body.emit(.reduction(number), type.dtype) }
    if let operand = operandOf[value] {
      let place = index.linear(sizes: type.sizes, loops: loops)
      return body.emit(.load(operand: operand, at: place), type.dtype)
    }
    guard let node = region.producer(of: value) else {
      return body.emit(.constant(0), type.dtype)
    }
    let site = ElementSite(
      index: index, inputTypes: node.inputs.map { region.type(of: $0) }, resultType: type,
      loops: loops,
      input: { [unowned self] position, place in
        self.element(node.inputs[position], at: place)
      },
      emit: { [unowned self] instruction, dtype in self.body.emit(instruction, dtype) })
    return node.op.lowerElement(at: site)
  }
}

import NetwrightIR
import NetwrightInterpreter
import NetwrightOps
import NetwrightTensor
import Testing

/// Hostile numbers in every attribute: an error or a right result, never a trap.
@Suite struct IntegerAttributeTests {
  static let hostile = [Int.min, -(1 << 31), -1, 0, 1, 1 << 31, Int.max]

  /// Where an integer stands in attributes.
  private struct Place {
    let attribute: Int
    let element: Int

    func put(_ value: Int, into attributes: inout [Attribute]) {
      let old = attributes[attribute]
      attributes[attribute] = Attribute(old.name, old.value.replacing(element, with: value))
    }
  }

  private static func places(_ attributes: [Attribute]) -> [Place] {
    attributes.enumerated().flatMap { position, attribute in
      (0..<attribute.value.integerCount).map { Place(attribute: position, element: $0) }
    }
  }

  @Test("one or two hostile integers give an error or a result of the stated size")
  func pairs() throws {
    var (cases, accepted) = (0, 0)
    for test in OpCase.all {
      let attributes = test.example.op.attributes
      let places = Self.places(attributes)
      for first in places.indices {
        for second in first..<places.count {
          for value in Self.hostile {
            for other in second == first ? [value] : Self.hostile {
              var changed = attributes
              places[first].put(value, into: &changed)
              places[second].put(other, into: &changed)
              cases += 1
              if try survives(test, changed) { accepted += 1 }
            }
          }
        }
      }
    }
    #expect(cases >= 5000)
    #expect(accepted > 100 && accepted < cases / 2, "\(accepted) of \(cases)")
  }

  @Test("lists of another length give an error")
  func lengths() throws {
    for test in OpCase.all {
      for (position, attribute) in test.example.op.attributes.enumerated() {
        for change in [-1, 1, 3] {
          guard let value = attribute.value.resized(by: change) else { continue }
          var changed = test.example.op.attributes
          changed[position] = Attribute(attribute.name, value)
          _ = try survives(test, changed)
        }
      }
    }
  }

  /// Whether the op takes the attributes; runs all that the compiler asks of it if so.
  private func survives(_ test: OpCase, _ attributes: [Attribute]) throws -> Bool {
    var builder = GraphBuilder(name: "hostile")
    let inputs = test.example.inputs.enumerated().map { builder.input("x\($0)", $1) }
    let op: any Op
    let results: [Value]
    do {
      op = try type(of: test.example.op).init(attributes: AttributeReader(attributes))
      results = try builder.add(op, inputs, regions: test.example.regions)
    } catch { return false }
    let types = results.map { builder.type(of: $0) }
    var count = op.operationCount(inputs: test.example.inputs, results: types)
    #expect(count >= 0)
    _ = op.skeleton(inputs: test.example.inputs, results: types)
    for type in types { count = max(count, type.elementCount) }
    let upstreams = results.map { builder.constant(1, like: $0) }
    let site = GradientSite(inputs: inputs, results: results, upstreams: upstreams)
    for (input, gradient) in zip(inputs, op.gradient(at: site, in: &builder)) {
      guard let gradient, builder.failure == nil else { continue }
      #expect(builder.type(of: gradient).shape == builder.type(of: input).shape)
    }
    if type(of: op).traits.contains(.composite) { _ = op.decompose(inputs, in: &builder) }
    for (index, result) in results.enumerated() { builder.output("y\(index)", result) }
    let graph = try builder.finish()
    guard count <= 256 else { return true }
    _ = try? ReferenceInterpreter.run(graph, inputs: test.inputValues(), precision: .f64)
    return true
  }
}

extension AttributeValue {
  fileprivate var integerCount: Int {
    switch self {
    case .integer: 1
    case .integers(let values): values.count
    case .shape(let shape): shape.rank
    default: 0
    }
  }

  fileprivate func replacing(_ element: Int, with value: Int) -> AttributeValue {
    switch self {
    case .integer: return .integer(value)
    case .integers(var values):
      values[element] = value
      return .integers(values)
    case .shape(var shape):
      shape.dims[element] = Dim(value)
      return .shape(shape)
    default: return self
    }
  }

  fileprivate func resized(by change: Int) -> AttributeValue? {
    switch self {
    case .integers(let values) where values.count + change >= 0:
      .integers(change < 0 ? Array(values.dropLast()) : values + Array(repeating: 1, count: change))
    case .shape(let shape) where shape.rank + change >= 0:
      .shape(
        change < 0
          ? Shape(Array(shape.dims.dropLast()))
          : Shape(shape.dims + Array(repeating: 1, count: change)))
    default: nil
    }
  }
}

import NetwrightTensor

/// The value of an attribute as the text form of the IR holds it; ops keep typed fields.
package enum AttributeValue: Hashable, Sendable {
  case integer(Int)
  case integers([Int])
  case number(Double)
  case text(String)
  case flag(Bool)
  case shape(Shape)
  case dtype(DType)
}

/// A named field of an op, for printing, parsing and comparing.
package struct Attribute: Hashable, Sendable {
  package let name: String
  package let value: AttributeValue
  package init(_ name: String, _ value: AttributeValue) {
    self.name = name
    self.value = value
  }
}

/// Why attributes read from text do not make an op.
package enum AttributeError: Error, Hashable, Sendable {
  case missing(String)
  case mistyped(String, expected: String)
  case unknown(String)
}

/// Hands an op its fields by name and type.
package struct AttributeReader {
  private let values: [String: AttributeValue]

  package init(_ attributes: [Attribute]) {
    values = Dictionary(attributes.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
  }

  package var names: [String] { values.keys.sorted() }

  private func value(_ name: String) throws(AttributeError) -> AttributeValue {
    guard let value = values[name] else { throw .missing(name) }
    return value
  }

  package func integer(_ name: String) throws(AttributeError) -> Int {
    guard case .integer(let value) = try value(name) else {
      throw .mistyped(name, expected: "an integer")
    }
    return value
  }

  package func integers(_ name: String) throws(AttributeError) -> [Int] {
    switch try value(name) {
    case .integers(let list): return list
    case .shape(let shape):
      guard let sizes = shape.sizes else { throw .mistyped(name, expected: "a list of integers") }
      return sizes
    default: throw .mistyped(name, expected: "a list of integers")
    }
  }

  package func number(_ name: String) throws(AttributeError) -> Double {
    switch try value(name) {
    case .number(let value): return value
    case .integer(let value): return Double(value)
    default: throw .mistyped(name, expected: "a number")
    }
  }

  package func text(_ name: String) throws(AttributeError) -> String {
    guard case .text(let value) = try value(name) else {
      throw .mistyped(name, expected: "a string")
    }
    return value
  }

  package func flag(_ name: String) throws(AttributeError) -> Bool {
    guard case .flag(let value) = try value(name) else {
      throw .mistyped(name, expected: "true or false")
    }
    return value
  }

  package func shape(_ name: String) throws(AttributeError) -> Shape {
    switch try value(name) {
    case .shape(let shape): return shape
    case .integers(let sizes): return Shape(sizes: sizes)
    default: throw .mistyped(name, expected: "a shape")
    }
  }

  package func dtype(_ name: String) throws(AttributeError) -> DType {
    guard case .dtype(let value) = try value(name) else {
      throw .mistyped(name, expected: "an element type")
    }
    return value
  }
}

import NetwrightIR
import NetwrightSchema
import NetwrightTensor

/// The function after a layer, by the name of its own layer; `none` where there is none.
package struct Activation: Sendable {
  package let name: String
  let apply: (@Sendable (Value, LayerSite) throws(LayerError) -> Value)?

  package static let none = Activation(name: "none", apply: nil)

  package func callAsFunction(_ value: Value, at site: LayerSite) throws(LayerError) -> Value {
    guard let apply else { return value }
    return try apply(value, site)
  }
}

/// A layer without keys that applies a function; its name may also stand after `activation:`.
package protocol ActivationLayer: Layer {
  init()
  static func apply(_ x: Value, in graph: inout GraphBuilder) -> Value
  /// Throws where the function makes no sense of values of this type.
  static func require(_ type: TensorType, at site: LayerSite) throws(LayerError)
}

extension ActivationLayer {
  package static var table: KeyTable { KeyTable("the layer `\(keyword)`", []) }
  package static var example: String { "- \(keyword)" }
  package static var exampleInput: String { "f32[batch, 8]" }
  package init(_ arguments: Arguments) throws(Poisoned) { self.init() }
  package static func require(_ type: TensorType, at site: LayerSite) throws(LayerError) {}
  package var activation: Activation { Self.asActivation }
  package static var namedActivation: Activation? { asActivation }

  package static var asActivation: Activation {
    Activation(name: keyword) { (value, site) throws(LayerError) in
      try Self.require(site.model.graph.type(of: value), at: site)
      return Self.apply(value, in: &site.model.graph)
    }
  }

  package func build(at site: LayerSite) throws(LayerError) -> Value {
    guard site.input.type.dtype.isFloat else {
      throw .elementType(site.input, needed: .floats)
    }
    try Self.require(site.input.type, at: site)
    return Self.apply(site.input.value, in: &site.model.graph)
  }
}

extension ValueType where Value == Activation {
  package static var activation: ValueType {
    let known = [Activation.none] + layerRegistry.compactMap { $0.namedActivation }
    return choice(
      "an activation", known.map { (word: $0.name, value: $0) }, word: { $0.name })
  }
}

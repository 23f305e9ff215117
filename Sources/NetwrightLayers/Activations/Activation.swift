import NetwrightIR
import NetwrightSchema
import NetwrightTensor

/// The function after a layer, by the name of its own layer; `none` where there is none.
package struct Activation: Sendable {
  package let name: String
  let apply: (@Sendable (Value, LayerSite) -> Value)?

  package static let none = Activation(name: "none", apply: nil)

  package func callAsFunction(_ value: Value, at site: LayerSite) -> Value {
    guard let apply else { return value }
    return apply(value, site)
  }
}

/// A layer without keys that applies a function; its name may also stand after `activation:`.
package protocol ActivationLayer: Layer {
  init()
  static func apply(_ x: Value, in graph: inout GraphBuilder) -> Value
  /// Why the function is of no use to values of this type; its result is made all the same.
  static func misuse(of type: TensorType, at site: LayerSite) -> LayerError?
}

extension ActivationLayer {
  package static var table: KeyTable { KeyTable("the layer `\(keyword)`", []) }
  package static var example: String { "- \(keyword)" }
  package static var exampleInput: String { "f32[batch, 8]" }
  package init(_ arguments: Arguments) throws(Poisoned) { self.init() }
  package static func misuse(of type: TensorType, at site: LayerSite) -> LayerError? { nil }
  package var activation: Activation { Self.asActivation }
  package static var namedActivation: Activation? { asActivation }

  package static var asActivation: Activation {
    Activation(name: keyword) { value, site in
      if let misuse = Self.misuse(of: site.model.graph.type(of: value), at: site) {
        site.model.remarks.append(misuse)
      }
      return Self.apply(value, in: &site.model.graph)
    }
  }

  package func build(at site: LayerSite) throws(LayerError) -> Value {
    guard site.input.type.dtype.isFloat else {
      throw .elementType(site.input, needed: .floats)
    }
    return Self.asActivation(site.input.value, at: site)
  }
}

extension ValueType where Value == Activation {
  package static var activation: ValueType {
    let known = [Activation.none] + layerRegistry.compactMap { $0.namedActivation }
    return choice(
      "an activation", known.map { (word: $0.name, value: $0) }, word: { $0.name })
  }
}

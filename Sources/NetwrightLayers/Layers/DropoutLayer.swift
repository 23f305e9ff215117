import NetwrightIR
import NetwrightOps
import NetwrightSchema
import NetwrightTensor

/// Sets elements to 0 at random while training and scales the others up (Srivastava et al., 2014).
///
/// - Shapes: `s` → `s`. In evaluation it does nothing.
/// - Formula: `x / (1 − rate)` where a uniform number is at least `rate`, else 0.
package struct DropoutLayer: Layer {
  package static let keyword = "dropout"
  package static let doc =
    "While training, sets elements to 0 with probability `rate` and divides the others by "
    + "1 − rate (Srivastava et al., 2014); in evaluation it does nothing."
  package static let example = "- dropout: 10%"
  package static let exampleInput = "f32[batch, 8]"
  package static let keepsType = true
  package static let keepsValues = true

  static let rateKey = Key("rate", .number(.belowOne), doc: "Probability that an element is lost.")
  package static let table = KeyTable("the layer `dropout`", main: "rate", [AnyKey(rateKey)])

  let rate: Double

  package init(_ arguments: Arguments) throws(Poisoned) {
    rate = try arguments.value(Self.rateKey)
  }

  package func build(at site: LayerSite) throws(LayerError) -> Value {
    let input = site.input
    guard input.type.dtype.isFloat else { throw .elementType(input, needed: .floats) }
    guard site.isTraining, rate > 0 else { return input.value }
    return site.dropping(rate, of: input.value, path: site.path)
  }
}

extension LayerSite {
  /// Each element with probability `rate` 0, else divided by 1 − rate.
  ///
  /// - Parameter path: names the stream of random numbers.
  func dropping(_ rate: Double, of value: Value, path: String) -> Value {
    let (seed, step) = randomCounters()
    let shape = model.graph.type(of: value).shape
    let uniform = model.graph.randomUniform(shape, path: path, seed: seed, step: step)
    let threshold = model.graph.constant(rate, like: uniform)
    let scale = model.graph.constant(1 / (1 - rate), like: value)
    let scaled = model.graph.multiply(value, scale)
    let keeps = model.graph.lessOrEqual(threshold, uniform)
    return model.graph.select(keeps, scaled, model.graph.constant(0, like: value))
  }
}

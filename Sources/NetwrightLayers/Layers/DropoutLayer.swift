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

  static let rateKey = Key("rate", .number(.belowOne), doc: "Probability that an element is lost.")
  package static let table = KeyTable("the layer `dropout`", main: "rate", [AnyKey(rateKey)])

  let rate: Double

  package init(_ arguments: Arguments) throws(Poisoned) {
    rate = try arguments.value(Self.rateKey)
  }

  package func build(at site: LayerSite) throws(LayerError) -> Value {
    let input = site.input
    guard input.type.dtype.isFloat else { throw .elementType(input, expected: "f32") }
    guard site.isTraining, rate > 0 else { return input.value }
    let (seed, step) = site.randomCounters()
    let graph = site.model
    let uniform = graph.graph.randomUniform(input.shape, path: site.path, seed: seed, step: step)
    let threshold = graph.graph.constant(rate, like: uniform)
    let scale = graph.graph.constant(1 / (1 - rate), like: input.value)
    let scaled = graph.graph.multiply(input.value, scale)
    let keeps = graph.graph.lessOrEqual(threshold, uniform)
    return graph.graph.select(keeps, scaled, graph.graph.constant(0, like: input.value))
  }
}

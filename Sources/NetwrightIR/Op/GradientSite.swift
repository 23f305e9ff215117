/// What a gradient rule sees: the node's inputs and results in the graph being built, and the
/// gradient of the loss with respect to each result that has one.
package struct GradientSite {
  package let inputs: [Value]
  package let results: [Value]
  package let upstreams: [Value?]

  package init(inputs: [Value], results: [Value], upstreams: [Value?]) {
    self.inputs = inputs
    self.results = results
    self.upstreams = upstreams
  }

  package var result: Value { results[0] }

  /// The gradient of the first result; autodiff calls no rule of a single-result op without it.
  package var upstream: Value { upstreams[0] ?? results[0] }
}

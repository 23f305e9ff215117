/// One application of an op. `regions` are closed graphs: they see nothing but their inputs.
///
/// A class, since passes hand nodes on by the thousand: a copy counts one reference, not one for each
/// part. Nothing in it changes.
package final class Node: Sendable {
  package let op: any Op
  package let inputs: [Value]
  package let results: [Value]
  package let regions: [Graph]
  package let origin: Origin

  init(
    op: any Op, inputs: [Value], results: [Value], regions: [Graph], origin: Origin
  ) {
    self.op = op
    self.inputs = inputs
    self.results = results
    self.regions = regions
    self.origin = origin
  }

  package var keyword: String { type(of: op).keyword }
  package var traits: OpTraits { type(of: op).traits }
}

/// One application of an op. `regions` are closed graphs: they see nothing but their inputs.
package struct Node: Sendable {
  package let op: any Op
  package let inputs: [Value]
  package let results: [Value]
  package let regions: [Graph]
  package let origin: Origin

  package var keyword: String { type(of: op).keyword }
  package var traits: OpTraits { type(of: op).traits }
}

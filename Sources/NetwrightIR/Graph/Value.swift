/// A tensor in a graph: an input, or one result of one node. Numbers are dense, in order of
/// definition.
package struct Value: Hashable, Sendable {
  package let id: Int
  package init(id: Int) { self.id = id }
}

/// A file of an emitted package.
package struct EmittedFile: Hashable, Sendable {
  /// Relative to the package, `/` between components; never absolute, never with `..`.
  package let path: String
  package let text: String

  package init(path: String, text: String) {
    self.path = path
    self.text = text
  }
}

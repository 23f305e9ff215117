/// Thrown where a finding has been reported already: what depends on the value is skipped silently.
package struct Poisoned: Error {
  package init() {}
}

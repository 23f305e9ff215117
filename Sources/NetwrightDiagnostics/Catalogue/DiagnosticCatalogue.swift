/// Every diagnostic code that Netwright can report; `entries` has them in ascending order.
///
/// A code is a file of its own, which `devtool regen` lists: to add one, add a file to the folder of
/// its hundred.
///
/// - `Reading`, E00xx: from a path to a YAML tree.
/// - `Value`, E01xx: keys and values of the spec, one at a time.
/// - `Name`, E02xx: names and what they refer to, expressions.
/// - `Shape`, E03xx: shapes and dtypes of tensors.
/// - `Loss`, E04xx: contracts between the loss and what it compares.
/// - `Data`, E05xx: data sets and their files; from E0551 on, the `data` section of a spec.
/// - `Expectation`, E06xx: expectations that a spec states and does not meet.
/// - `Engine`, E07xx: engines, toolchains and files that are written.
/// - `Run`, E08xx: programs that train, predict or replay.
/// - `Internal`, E09xx: faults of Netwright itself.
package enum DiagnosticCatalogue {
  /// The entry of a code, in any letter case; nil for a code that does not exist.
  package static func entry(for code: String) -> CatalogueEntry? {
    let wanted = code.uppercased()
    return entries.first { $0.code == wanted }
  }
}

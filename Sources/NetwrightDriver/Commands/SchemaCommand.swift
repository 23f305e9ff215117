import NetwrightDiagnostics
import NetwrightFrontend

/// `schema`: the JSON Schema of specs, for editors and validators.
package enum SchemaCommand {
  /// - Parameter path: a spec whose blocks the schema offers by name; none by default.
  package static func run(_ path: String? = nil, session: Session) -> Int32 {
    guard let path else {
      session.print(SpecSchema.document().text(pretty: true))
      return 0
    }
    let bag = DiagnosticBag()
    guard let file = session.specs.read(path, into: bag),
      let blocks = session.specs.blocks(of: file, into: bag)
    else {
      session.report(bag.sorted, omitted: bag.omittedCount, files: [path])
      return 1
    }
    session.print(SpecSchema.document(offering: blocks).text(pretty: true))
    return 0
  }
}

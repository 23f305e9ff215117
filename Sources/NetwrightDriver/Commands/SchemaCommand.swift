import NetwrightFrontend

/// `schema`: the JSON Schema of specs, for editors and validators.
package enum SchemaCommand {
  package static func run(session: Session) -> Int32 {
    session.print(SpecSchema.document.text(pretty: true))
    return 0
  }
}

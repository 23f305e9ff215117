/// One event of the YAML library, with byte offsets.
struct SyntaxEvent {
  enum Kind {
    case streamStart, streamEnd, documentStart, documentEnd
    case alias(String)
    case scalar(Scalar, Properties)
    case sequenceStart(Properties, isFlow: Bool)
    case sequenceEnd
    case mappingStart(Properties, isFlow: Bool)
    case mappingEnd
  }

  /// What can stand in front of a value.
  struct Properties {
    let anchor: String?
    /// The resolved tag, as in `tag:yaml.org,2002:str`.
    let tag: String?

    var count: Int { (anchor == nil ? 0 : 1) + (tag == nil ? 0 : 1) }

    var isEmpty: Bool { count == 0 }
  }

  let kind: Kind
  let start: Int
  let end: Int
}

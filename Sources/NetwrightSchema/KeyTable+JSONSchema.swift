import NetwrightDiagnostics
import NetwrightSyntax

extension KeyTable {
  /// A mapping with the keys of the table and no others.
  package func schema(_ scope: SchemaScope) -> ValueForm.Members {
    var members: ValueForm.Members = [
      ("type", .string("object")), ("properties", .object(properties(scope))),
    ]
    let required = keys.filter { $0.fallbackText == nil }.map { JSONValue.string($0.name) }
    if !required.isEmpty { members.append(("required", .array(required))) }
    members.append(("additionalProperties", .bool(false)))
    return members
  }

  /// The mapping, or the value of the main key.
  ///
  /// - Parameter mayBeEmpty: whether nothing at all may stand there where no key is required.
  package func valueSchema(_ scope: SchemaScope, mayBeEmpty: Bool) -> ValueForm.Members {
    var choices = [schema(scope)]
    if let main = keys.first(where: { $0.name == mainKey }) {
      choices.append(main.form.schema(scope))
    }
    if mayBeEmpty, !hasRequiredKeys { choices.append([("type", .string("null"))]) }
    return ValueForm.anyOf(choices)
  }

  package func properties(_ scope: SchemaScope) -> ValueForm.Members {
    keys.map { ($0.name, .object($0.schema(scope))) }
  }
}

extension AnyKey {
  func schema(_ scope: SchemaScope) -> ValueForm.Members {
    var members = form.schema(scope)
    // Draft 7 ignores what stands beside a reference.
    if members.first?.0 == "$ref" { members = [("allOf", .array([.object(members)]))] }
    members.append(("description", .string("\(doc)\n\nValue: \(typeName).")))
    if let fallbackText, !fallbackText.isEmpty {
      let file = SourceFile(path: "default", text: fallbackText)
      if let node = parse(file, into: DiagnosticBag()) {
        members.append(("default", JSONValue(yaml: node)))
      }
    }
    return members
  }
}

extension JSONValue {
  /// The value as an editor's YAML parser resolves it; numbers that only Netwright knows are texts.
  package init(yaml node: SyntaxNode) {
    switch node.kind {
    case .sequence(let elements): self = .array(elements.map { JSONValue(yaml: $0) })
    case .mapping(let entries):
      self = .object(entries.map { ($0.name, JSONValue(yaml: $0.value)) })
    case .scalar(let scalar): self = JSONValue(scalar)
    }
  }

  private init(_ scalar: Scalar) {
    guard scalar.style == .plain else {
      self = .string(scalar.text)
      return
    }
    switch scalar.text {
    case "true", "false": self = .bool(scalar.text == "true")
    case "", "null": self = .null
    default:
      if let integer = Int(scalar.text) {
        self = .integer(integer)
      } else if let number = Double(scalar.text), number.isFinite {
        self = .number(number)
      } else {
        self = .string(scalar.text)
      }
    }
  }
}

import NetwrightDiagnostics

/// Where a value stands: in a block, the name of a parameter may stand for a scalar.
package enum SchemaScope: Hashable, CaseIterable, Sendable {
  case spec
  case block

  /// The name of a definition that differs between the two.
  package func definition(_ section: SchemaSection) -> String {
    self == .spec ? section.rawValue : "\(section.rawValue)-in-block"
  }
}

/// JSON Schema (draft 7) of what a form admits.
///
/// A schema sees values as an editor's YAML parser resolves them: `64` is a number there, `64k` a
/// text. It admits at least what the decoder admits, and leaves names and sums to `check`.
extension ValueForm {
  package typealias Members = [(String, JSONValue)]

  package func schema(_ scope: SchemaScope) -> Members {
    switch self {
    case .any: []
    case .integer(let range): ValueForm.anyOf([ValueForm.integer(range), ValueForm.expression])
    case .number(let range):
      ValueForm.scalar([ValueForm.number(range), ValueForm.numberText], scope)
    case .flag: ValueForm.scalar([[("type", .string("boolean"))]], scope)
    case .text: [("type", .array(["string", "number", "boolean"].map { .string($0) }))]
    case .words(let words):
      ValueForm.scalar([[("enum", .array(words.map { .string($0) }))]], scope)
    case .pattern(let pattern): [("type", .string("string")), ("pattern", .string(pattern))]
    case .list(let element):
      ValueForm.anyOf([
        element.schema(scope),
        ValueForm.array(element.schema(scope), [("minItems", .integer(1))]),
      ])
    case .tuple(let element, let counts):
      ValueForm.anyOf(
        counts.map { count in
          ValueForm.array(
            element.schema(scope),
            [("minItems", .integer(count)), ("maxItems", .integer(count))])
        })
    case .oneOf(let forms): ValueForm.anyOf(forms.map { $0.schema(scope) })
    case .named(let value, let count):
      [
        ("type", .string("object")), ("propertyNames", ValueForm.name.value(scope)),
        ("additionalProperties", value.value(scope)),
      ] + (count > 0 ? [("minProperties", .integer(count))] : [])
    case .section(let section):
      [("$ref", .string("#/definitions/\(scope.definition(section))"))]
    }
  }

  package func value(_ scope: SchemaScope) -> JSONValue { .object(schema(scope)) }

  /// Alternatives; those within one of them are lifted, and equal ones are not looked for.
  package static func anyOf(_ choices: [Members]) -> Members {
    let flat = choices.flatMap { choice -> [JSONValue] in
      if choice.count == 1, choice[0].0 == "anyOf", case .array(let inner) = choice[0].1 {
        return inner
      }
      return [.object(choice)]
    }
    if flat.count == 1, case .object(let only) = flat[0] { return only }
    return [("anyOf", .array(flat))]
  }

  private static func array(_ element: Members, _ bounds: Members) -> Members {
    [("type", .string("array")), ("items", .object(element))] + bounds
  }

  /// A scalar that a parameter of a block may stand for.
  private static func scalar(_ choices: [Members], _ scope: SchemaScope) -> Members {
    anyOf(choices + (scope == .block ? [ValueForm.name.schema(.spec)] : []))
  }

  private static func integer(_ range: ClosedRange<Int>) -> Members {
    var members: Members = [("type", .string("integer"))]
    if range.lowerBound != .min { members.append(("minimum", .integer(range.lowerBound))) }
    if range.upperBound != .max { members.append(("maximum", .integer(range.upperBound))) }
    return members
  }

  private static func number(_ range: NumberRange) -> Members {
    var members: Members = [("type", .string("number"))]
    if range.lower.isFinite {
      members.append(
        (range.excludesLower ? "exclusiveMinimum" : "minimum", .number(range.lower)))
    }
    if range.upper.isFinite {
      members.append(
        (range.excludesUpper ? "exclusiveMaximum" : "maximum", .number(range.upper)))
    }
    return members
  }

  /// Numbers that YAML takes for text: `64k`, `10%`, `1/255`, `1_000`.
  private static let numberText: Members = [
    ("type", .string("string")), ("pattern", .string("^[-+]?[0-9.][-+0-9._eEkMG%/ ]*$")),
  ]

  /// Numbers, names and operators; whether they make sense together, `check` says.
  private static let expression: Members = [
    ("type", .string("string")), ("pattern", .string("^[A-Za-z0-9_ +*/%(),.×−-]+$")),
  ]
}

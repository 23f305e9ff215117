import NetwrightDiagnostics

/// The words for what a YAML tree may not contain.
enum SyntaxFinding {
  static func tooDeep(at span: Span, _ limit: Int) -> Diagnostic {
    Diagnostic("E0005", "lists and mappings are nested more than \(limit) levels deep", at: span)
      .help("give parts of the model names of their own under `blocks:`")
  }

  static func duplicateKey(_ key: SyntaxNode, first: Span) -> Diagnostic {
    let name = VisibleText.of(key.scalar?.text ?? "", limit: 60)
    return Diagnostic("E0006", "duplicate key `\(name)`", at: key.useSpan)
      .primaryLabel("given again here")
      .label(first, "first given here")
      .help("remove one of the two")
  }

  static func undefinedAlias(
    _ name: String, at span: Span, known: some Sequence<String>
  ) -> Diagnostic {
    let shown = VisibleText.of(name, limit: 60)
    let near = nearNames(of: name, among: known)
    return Diagnostic("E0007", "alias `*\(shown)` has no anchor `&\(shown)` before it", at: span)
      .replacing(near.count == 1 ? span : nil, with: "*\(near.first ?? "")")
      .help(didYouMean(name, among: known) ?? "quote a text that begins with `*`")
  }

  static func tooManyExpanded(
    at span: Span, definition: Span, limit: Int
  ) -> Diagnostic {
    Diagnostic("E0008", "aliases stand for more than \(limit) values", at: span)
      .label(definition, "this is what the alias stands for")
      .help("use `blocks:` and `repeat:` for repetition")
  }

  static func tooMany(_ what: String, at span: Span, limit: Int) -> Diagnostic {
    Diagnostic("E0008", "the file has \(limit) \(what) or more", at: span)
      .primaryLabel("reading stopped here")
      .help("use `blocks:` and `repeat:` for repetition; data belong into files of their own")
  }

  static func tagNotAllowed(_ tag: String, at span: Span) -> Diagnostic {
    let shown = VisibleText.of(tag, limit: 60)
    let line = span.file.lineRange(span.startPosition.line).upperBound
    let isAlone = span.file.bytes[min(span.end, line)..<line].allSatisfy { $0 == UInt8(ascii: " ") }
    return Diagnostic("E0009", "tag `\(shown)` is not allowed on this value", at: span)
      .help("remove the tag; the expected type decides how a value is read")
      .help(
        isAlone && !tag.hasPrefix("!!") && tag.utf8.count > 1
          ? "a condition is negated by `not`; a text that begins with `!` stands in quotes" : nil)
  }

  static func mergeKey(at span: Span) -> Diagnostic {
    Diagnostic("E0010", "merge keys (`<<`) are not part of YAML 1.2", at: span)
      .help("write the keys out, or define a block with parameters under `blocks:`")
  }

  static func severalDocuments(at span: Span, first: Span) -> Diagnostic {
    Diagnostic("E0011", "a file holds one spec, found a second document", at: span)
      .primaryLabel("the second document begins here")
      .label(first.beginning, "the first one begins here")
      .help("put each spec into a file of its own")
  }

  static func empty(_ file: SourceFile) -> Diagnostic {
    Diagnostic("E0012", "the spec is empty", at: Span(file: file, start: 0, end: 0))
      .expected("a mapping that begins with `netwright: 1`")
      .help("`specs/digits.yaml` is a whole spec to start from")
  }

  static func recursiveAlias(_ name: String, at span: Span, definition: Span) -> Diagnostic {
    let shown = VisibleText.of(name, limit: 60)
    return Diagnostic("E0015", "alias `*\(shown)` stands inside the value it refers to", at: span)
      .label(definition, "the value begins here")
  }

  static func keyIsNotScalar(at span: Span) -> Diagnostic {
    Diagnostic("E0016", "a list or mapping cannot be a key", at: span)
      .expected("a name as the key")
      .help("quote a text that begins with `[` or `{`")
  }
}

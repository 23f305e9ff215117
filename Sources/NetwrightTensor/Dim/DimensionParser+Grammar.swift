extension DimensionParser {
  /// What it reads, in EBNF, for Grammar.md; a test derives sentences from it and has them read.
  package static let grammar = """
    size    ::= term (("+" | "-") term)*
    term    ::= factor ("*" factor | "//" factor | "%" factor)*
    factor  ::= "-" factor | "(" size ")" | extreme "(" size "," size ")" | whole | name
    extreme ::= "min" | "max"
    type    ::= element "[" (size ("," size)*)? "]"
    pattern ::= element "[" ((size | "?") ("," (size | "?"))*)? "]"
    element ::= \(DType.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: " | "))
    """
}

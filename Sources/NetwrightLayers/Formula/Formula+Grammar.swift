import NetwrightIR

extension Formula {
  /// What formulas are, in EBNF; the test of the notation has sentences of it read.
  package static let grammar = """
    formula ::= product (("+" | "-") product)*
    product ::= signed (("*" | "/") signed)*
    signed  ::= "-" signed | power
    power   ::= operand ("**" signed)?
    operand ::= "(" formula ")" | call | literal | name
    call    ::= unary "(" formula ")" | binary "(" formula "," formula ")" | chosen
    chosen  ::= "where" "(" formula order formula "," formula "," formula ")"
    order   ::= "<=" | ">=" | "<" | ">"
    unary   ::= \(names(taking: 1))
    binary  ::= \(names(taking: 2))
    literal ::= whole fraction? exponent?
    """

  private static func names(taking count: Int) -> String {
    functions.filter { $0.function.arity == count }.map { "\"\($0.name)\"" }
      .joined(separator: " | ")
  }
}

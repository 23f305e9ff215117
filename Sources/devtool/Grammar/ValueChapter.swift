import NetwrightSchema
import NetwrightTensor

/// How scalars are read.
enum ValueChapter: GrammarChapter {
  static let text = """
    ## Values

    The expected type decides how a scalar is read; nothing is guessed.

    | type | examples |
    |---|---|
    | number | `1e-3`, `1_000`, `64k`, `2M`, `10%`, `1/255`; no leading zeros |
    | whole number | a number without a fraction, or an expression over dimensions: `4 * width` |
    | expression | numbers, dimensions, `+`, `-`, `*`, `//` (rounds down), `%`, `min(a, b)`, `max(a, b)`, \
    parentheses |
    | number of epochs or steps | a whole number, its unit behind it or not: `2 epochs`, `500 steps` |
    | flag | `true`, `false` |
    | name | \(Identifier.rule) |
    | tensor type | "f32[batch, 28, 28, 1]", "i32[batch] in 0..<classes" |
    | element type | \(DType.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")); inputs \
    are `f32` or `i32` |
    | comparison | ">= 0.97", "< 0.1" |
    | initializer | `he_normal`, {normal: 0.02}; see [Initializers](#initializers) |

    """

  static let mistakes = [
    WrongExample(
      code: "E0104", reason: "a number with a leading zero, which YAML 1.1 took for an octal one.",
      spec: WrongExample.head + WrongExample.input + "  layers:\n    - dense: 012\n"),
    WrongExample(
      code: "E0104", reason: "`no` is a word, not a flag.",
      spec: WrongExample.head + WrongExample.input
        + "  layers:\n    - dense: {units: 8, bias: no}\n"),
  ]
}

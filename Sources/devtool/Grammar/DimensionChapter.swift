import NetwrightDiagnostics
import NetwrightFrontend
import NetwrightTensor

/// `dims` and expressions over them.
enum DimensionChapter: GrammarChapter {
  static var text: String {
    introduction
      + GrammarSections.dims.map { "\n### \($0.title)\n\n" + MarkdownText.table($0.table) }.joined()
      + prose
  }

  static let mistakes = [
    WrongExample(
      code: "E0102", reason: "`batch` is missing.",
      spec: "netwright: 1\nname: example\ndims: {width: 8}\n" + WrongExample.input
        + "  layers:\n    - dense: width\n"),
    WrongExample(
      code: "E0205", reason: "weights may not depend on the batch.",
      spec: WrongExample.head + WrongExample.input + "  layers:\n    - dense: 2 * batch\n"),
  ]

  private static let introduction = """
    ## Dimensions

    `dims` names sizes. Each is an expression over those before it, or a range of sizes. `batch` is
    required: a number, or a range. What nothing names is an error, but for `batch` and for dimensions
    of imported files.

    | entry | meaning |
    |---|---|
    | `heads: 4`, `width: 16 * heads` | a number |
    | `seq: 1..512` | any size in the range |
    | `seq: {range: 1..1024, multiple_of: 8, default: 512}` | the same with all there is to say |
    | `half: seq // 2` | an expression, which varies with `seq` |

    \(MarkdownText.fence("yaml", """
      netwright: 1
      name: example
      dims: {batch: 32, heads: 4, width: 16 * heads}
      model:
        inputs: {x: "f32[batch, width]"}
        layers:
          - dense: 2 * width
      """))
    """

  private static let prose = """

    Expressions know `+`, `-`, `*`, `//` and `%`, `min(a, b)`, `max(a, b)` and parentheses, at most
    \(TextLimits.bytes.grouped) bytes and \(DimensionParser.maximumDepth) levels. `//` \
    rounds down, also below 0, and `a % b` is `a - b * (a // b)`, so
    that it lies in `0..<b`; what stands to the right of either must be known to be at least 1.

    A dimension with a range stays a name while a spec is checked: what passes `check` holds for
    every size that is admitted. So does `batch`, whose range is `1..` where the spec has a number.
    Engines work on numbers; what they get is `default`, or `--set dims.seq=256`, which must be
    admitted. `--set` with a range changes the range. These numbers hold for all data of a run: rows
    are all of one size, and only how many there are may differ. `batch` says how many are taken at
    once; `evaluate` and `predict` fill the last batch up.

    \(MarkdownText.fence("yaml", """
      netwright: 1
      name: example
      doc: Works for images of any even size, and for sequences of up to 512.
      dims:
        batch: {range: 1.., default: 32}
        side: {range: 8.., multiple_of: 2, default: 28}
        seq: 2..512
      model:
        inputs:
          image: "f32[batch, side, side, 3]"
          half: "f32[batch, side // 2, side // 2, 4]"
          tokens: "i32[batch, seq] in 0..<100"
        layers:
          - conv2d: {filters: 4, kernel: 3, stride: 2, padding: 1}
            from: image
          - add: half
            as: picture
          - embedding: {entries: 100, width: 16}
            from: tokens
          - position_embedding: 512
          - attention: {heads: 2}
            as: sequence
      expect:
        picture: "f32[batch, side // 2, side // 2, 4]"
        sequence: "f32[batch, seq, 16]"
      """))
    Whether sizes fit may depend on the value of a dimension. That is an error, E0308, which names a
    constraint that settles it. Here `max_pool2d` needs two rows:

    \(MarkdownText.fence("yaml", """
      # E0308
      netwright: 1
      name: example
      dims: {batch: 32, rows: 1..64}
      model:
        inputs: {image: "f32[batch, rows, 8, 1]"}
        layers:
          - max_pool2d: 2
      """))
    Two names are two sizes, even where their ranges are the same; nothing is broadcast to make them
    fit:

    \(MarkdownText.fence("yaml", """
      # E0308
      netwright: 1
      name: example
      dims: {batch: 32, rows: 1..64, columns: 1..64}
      model:
        inputs: {x: "f32[batch, rows, 8]", y: "f32[batch, columns, 8]"}
        layers:
          - add: y
            from: x
      """))
    Parameters have fixed sizes, so sizes that layers are given, and the axis that `dense` works
    along, cannot vary (E0205, E0317).

    """
}

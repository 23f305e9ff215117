import NetwrightFrontend

/// `blocks` and `repeat`.
enum BlockChapter: GrammarChapter {
  static let text = sections("Blocks", GrammarSections.blocks) + prose

  static let mistakes = [
    WrongExample(
      code: "E0102", reason: "a parameter without a default is left out.",
      spec: WrongExample.head
        + "blocks:\n  wide:\n    inputs: {x: \"f32[batch, ?]\"}\n"
        + "    parameters: {width: integer}\n    layers: [{dense: width}]\n"
        + WrongExample.input + "  layers:\n    - wide: {}\n")
  ]

  private static let prose = """

    A block is a list of layers under a name. Where a layer may stand, `- residual: {filters: 32}`
    puts the layers of the block, `- residual` where no parameter must be given, and `repeat` puts
    them several times, each time with weights of their own. Blocks may contain blocks, at most 64
    deep, but not themselves; the order in which they are declared does not matter. With all blocks
    expanded a model has at most \(LanguageLimits.layers) layers.

    The inputs of a block are tensor types, held against what a use hands to it: the result before,
    or what `from:` names, in the order of the inputs. `?` stands for any size. Within the block the
    inputs have their names, as in `- add: x`; the first layer takes the only input. Names within a
    block are its own. The last result is that of the block, so all others must be used, or
    `outputs: [a, b]` names several, which a use names anew: `as: [x, y]`. Repeated, a block takes the
    results of the one before as its first inputs; other inputs stay the same.

    `repeat` counts by `times`, or goes over lists of equal length: each repetition then sees one
    value of each list under its name, and `index` the number of the repetition.

    Parameters have a kind (`integer`, `number`, `flag`, `word`), a default, or both:

    | parameter | meaning |
    |---|---|
    | `filters: integer` | a whole number that every use must give |
    | `stride: 1` | a whole number; likewise an expression over dimensions and earlier parameters |
    | `rate: 10%` | a number; `rate: number = 0` where the default alone would be a whole number |
    | `bias: true` | a flag |
    | `activation: word = relu` | one of the words that a key of a layer admits |

    Within the block, sizes and expressions may name its integers, and any key of a layer whose
    value is a number, a flag or a word may have the name of a parameter instead. The dimensions of
    `dims` can be seen in blocks, parameters of other blocks cannot. What nothing names is an error.

    Parameters of the model are named by path: `residual_1.conv2d_2.filter`. Uses of a block are
    numbered like layers (`residual_1`, `residual_2`), `name:` gives another name, and with `repeat`
    the one that is numbered.

    \(MarkdownText.fence("yaml", """
      netwright: 1
      name: example
      dims: {batch: 32, width: 16, depth: 4}
      blocks:
        residual:
          doc: Two layers and what they add to.
          inputs: {x: "f32[batch, width]"}
          parameters: {hidden: 4 * width, activation: word = relu, rate: 10%}
          layers:
            - dense: {units: hidden, activation: activation}
            - dense: width
            - dropout: rate
            - add: x
        merged:
          inputs: {x: "f32[batch, width]", y: "f32[batch, ?]"}
          layers:
            - dense: width
              from: y
            - add: x
        halves:
          inputs: {x: "f32[batch, width]"}
          layers:
            - {dense: 8, as: left}
            - {dense: 8, from: x, as: right}
          outputs: [left, right]
      model:
        inputs: {image: "f32[batch, 16]", numbers: "f32[batch, 3]"}
        layers:
          - residual:
            from: image
          - repeat: {times: depth, block: {residual: {activation: gelu}}}
            name: deep
          - repeat: {times: 3, index: i, block: {residual: {hidden: i * width}}}
            as: seen
          - repeat: {times: 2, block: merged}
            from: [seen, numbers]
          - repeat:
              over: {size: [8, 16, 32], kind: [relu, tanh, relu]}
              block: {residual: {hidden: size, activation: kind}}
          - dropout: 20%
            when: depth > 2
          - halves:
            as: [left, right]
          - add: right
      """))
    """
}

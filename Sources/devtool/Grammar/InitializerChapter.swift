import NetwrightLayers

/// What weights begin as.
enum InitializerChapter: GrammarChapter {
  static let text = """
    ## Initializers

    A weight begins as random numbers that depend on the seed of the training and on its path
    alone. `fan_in` counts the elements of the input that make an element of the result, `fan_out`
    the elements of the result that an element of the input takes part in: `in` and `out` of
    `dense`, times the window for `conv2d`. U is uniform, N normal by mean and variance.

    | initializer | first values |
    |---|---|
    \(WeightInitializer.words.map { "| `\($0.word)` | \($0.doc) |" }.joined(separator: "\n"))
    | `{constant: 1}` | the number |
    | `{uniform: 0.1}` | U(±0.1) |
    | `{normal: 0.02}` | N(0, 0.02²) |
    | `{truncated_normal: 0.02}` | N(0, 0.02²), drawn again beyond two deviations |

    """
}

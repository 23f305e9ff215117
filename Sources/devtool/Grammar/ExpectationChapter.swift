import NetwrightDriver

/// `expect`: what `check` and `train` hold a spec to.
enum ExpectationChapter: GrammarChapter {
  static let text = """
    ## Expectations

    `check` holds `parameters` and `trainable_parameters` (a whole number, or a comparison), results
    (a tensor type, by their `as:` or the path of their layer), `multiply_accumulates` (for one row),
    `flops` (operations of one training step) and `peak_memory` (planned bytes; comparisons with a
    unit: B, KiB, MiB, GiB). Some kernels need memory for each thread: `peak_memory` is that of
    \(CostCard.assumedThreads) threads, whatever the machine has. Metrics and `loss` are held after
    training. Comparisons begin with `>=`, `<=`, `==`, `>` or `<`, and are quoted.

    \(MarkdownText.fence("yaml", """
      netwright: 1
      name: example
      dims: {batch: 32, classes: 3}
      model:
        inputs: {x: "f32[batch, 8]"}
        targets: {t: "i32[batch] in 0..<classes"}
        layers:
          - dense: classes
            as: logits
      loss: {cross_entropy: {logits: logits, target: t}}
      evaluate: {metrics: [accuracy]}
      expect:
        parameters: 27
        logits: "f32[batch, classes]"
        flops: "<= 10k"
        peak_memory: "<= 64 KiB"
        accuracy: ">= 0.9"
      """))
    """

  static let mistakes = [
    WrongExample(
      code: "E0601", reason: "the bias counts too.",
      spec: WrongExample.head + WrongExample.input
        + "  layers:\n    - dense: 3\nexpect: {parameters: 24}\n")
  ]
}

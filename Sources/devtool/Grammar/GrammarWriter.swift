/// Writes Grammar.md, the authority on the language, from the tables that also drive the decoder.
///
/// Every `yaml` fence is a whole spec that a test checks: without findings, or with the code that
/// its first line names.
enum GrammarWriter {
  /// In the order of reading: a chapter is a file, and a line here.
  private static let chapters: [any GrammarChapter.Type] = [
    IntroductionChapter.self, ValueChapter.self, NotationChapter.self, LimitChapter.self,
    TopLevelChapter.self, ImportChapter.self, DimensionChapter.self, ModelChapter.self,
    BlockChapter.self, LayerChapter.self, ActivationChapter.self, InitializerChapter.self,
    LossChapter.self,
    TrainingChapter.self, OptimizerChapter.self, MetricChapter.self, DataChapter.self,
    ExpectationChapter.self, CodeChapter.self,
  ]

  static func text() -> String {
    chapters.map { $0.text + $0.mistakes.map(\.text).joined() }.joined(separator: "\n")
  }
}

extension SelfCheck {
  /// What one engine gave, as a row of the report.
  package struct Row: Sendable {
    package enum Engine: String, Sendable {
      case finiteDifferences = "finite differences, f64"
      case interpreter = "interpreter, f32"
      case optimizedDouble = "optimized graph, f64"
      case optimized = "optimized graph, f32"
      case kernels = "kernels over planned memory"
      case fast = "interpreted plan"
      case kernelsAsTrained = "kernels, as trained"
      case fastAsTrained = "interpreted plan, as trained"
      case compiled = "compiled program"
      case compiledAsTrained = "compiled, as trained"

      /// Programs give gradients only where they are compiled for that.
      package var givesGradients: Bool {
        switch self {
        case .kernelsAsTrained, .fastAsTrained, .compiledAsTrained: false
        default: true
        }
      }
    }

    package let engine: Engine
    /// `nil` where the engine does not give the figure.
    package var loss: Double?
    package var gradient: Double?
    package var state: Double?
    package var differences: [Difference] = []
    package var culprit: Culprit?
    /// Why there are no figures, or what else is to be said.
    package var note: String?

    package init(_ engine: Engine) { self.engine = engine }

    package init(_ engine: Engine, _ comparison: Comparison) {
      self.engine = engine
      loss = comparison.loss
      gradient = engine.givesGradients ? comparison.gradient : nil
      state = comparison.state
      differences = comparison.differences
    }

    package var agrees: Bool { differences.isEmpty && culprit == nil }
  }
}

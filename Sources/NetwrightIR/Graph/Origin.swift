import NetwrightDiagnostics

/// Where a node comes from: every late error, profile and comment in emitted code starts here.
package indirect enum Origin: Hashable, Sendable {
  /// A place in the spec, with the path of what stands there (`conv2d_1`).
  case spec(Span, path: String)
  case gradient(of: Origin)
  case pass(String, from: Origin)
  /// Text IR and tests.
  case none

  /// The place in the spec at the root of the chain.
  package var span: Span? {
    switch self {
    case .spec(let span, _): span
    case .gradient(let inner), .pass(_, let inner): inner.span
    case .none: nil
    }
  }

  /// The layer at the root of the chain; empty where there is none.
  package var path: String {
    switch self {
    case .spec(_, let path): path
    case .gradient(let inner), .pass(_, let inner): inner.path
    case .none: ""
    }
  }

  package var isGradient: Bool {
    switch self {
    case .gradient: true
    case .pass(_, let inner): inner.isGradient
    case .spec, .none: false
    }
  }
}

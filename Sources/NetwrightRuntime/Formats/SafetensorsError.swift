/// Why a safetensors file was refused.
public struct SafetensorsError: Equatable, Sendable, CodedError {
  public let path: String
  public let reason: String

  public init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }

  public var diagnosticCode: String { "E0802" }
  public var text: String { "cannot load `\(path)`: \(reason)" }
}

/// Why a safetensors file was refused.
public struct SafetensorsError: Error, Equatable, Sendable, CustomStringConvertible {
  public let path: String
  public let reason: String

  public init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }

  public var description: String { "error: cannot load `\(path)`: \(reason)" }
}

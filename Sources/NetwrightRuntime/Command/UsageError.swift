/// A command line that cannot be understood; the exit status is 2.
public struct UsageError: Error, Equatable, Sendable, CustomStringConvertible {
  public let message: String
  public init(_ message: String) { self.message = message }
  public var description: String { "error: \(message)" }
}

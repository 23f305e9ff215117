/// Why a JSON text was refused, and at which byte of it.
public struct JSONError: Error, Equatable, Sendable {
  public let offset: Int
  public let expected: String

  public init(offset: Int, expected: String) {
    self.offset = offset
    self.expected = expected
  }
}

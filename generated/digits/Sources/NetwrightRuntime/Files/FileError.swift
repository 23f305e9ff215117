#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A system call on a file that failed: which file, what was attempted, and the `errno` it left.
public struct FileError: Equatable, Sendable, CodedError {
  public let path: String
  /// A verb phrase that completes "cannot … `path`".
  public let operation: String
  /// The value of `errno`; 0 when the file itself is at fault and `reason` says why.
  public let code: Int32
  public let reason: String

  public init(path: String, operation: String, code: Int32) {
    self.path = path
    self.operation = operation
    self.code = code
    reason = String(cString: strerror(code))
  }

  public init(path: String, operation: String, reason: String) {
    self.path = path
    self.operation = operation
    code = 0
    self.reason = reason
  }

  public var diagnosticCode: String { "E0701" }
  public var text: String { "cannot \(operation) `\(path)`: \(reason)" }
}

/// An error of a program, with the code under which `netwright explain` tells more.
public protocol CodedError: Error, CustomStringConvertible {
  /// `E` and four digits.
  var diagnosticCode: String { get }
  /// What is wrong, and below it what was expected and what helps.
  var text: String { get }
}

extension CodedError {
  public var description: String { "error[\(diagnosticCode)]: \(text)" }
}

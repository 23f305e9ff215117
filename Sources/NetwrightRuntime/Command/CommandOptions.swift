/// The options of one command, parsed strictly: `--name value`, `--name=value`, or a flag.
public struct CommandOptions {
  public struct Option: Sendable {
    let name: String
    /// What stands for the value in the usage; nothing for a flag.
    let placeholder: String?
    let help: String

    public init(name: String, placeholder: String?, help: String) {
      self.name = name
      self.placeholder = placeholder
      self.help = help
    }
  }

  private var values: [String: String] = [:]

  public init(_ arguments: some Sequence<String>, options: [Option]) throws(UsageError) {
    var rest = Array(arguments)[...]
    while let argument = rest.popFirst() {
      let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(parts[0])
      guard let option = options.first(where: { "--" + $0.name == name }) else {
        let known = options.map { "--" + $0.name }.joined(separator: ", ")
        throw UsageError("unknown argument `\(argument)`\n  expected: one of \(known)")
      }
      if values[option.name] != nil { throw UsageError("`\(name)` is given twice") }
      if option.placeholder == nil {
        if parts.count > 1 { throw UsageError("`\(name)` takes no value") }
        values[option.name] = ""
      } else if let value = parts.count > 1 ? String(parts[1]) : rest.popFirst() {
        values[option.name] = value
      } else {
        throw UsageError("`\(name)` needs a value: \(name) \(option.placeholder ?? "")")
      }
    }
  }

  public func has(_ name: String) -> Bool { values[name] != nil }

  public func text(_ name: String) -> String? { values[name] }

  /// An integer of at least `minimum`.
  public func integer(_ name: String, minimum: Int) throws(UsageError) -> Int? {
    guard let text = values[name] else { return nil }
    guard let value = WholeNumber.parse(text), value >= minimum else {
      throw UsageError("`--\(name)` needs an integer of at least \(minimum), found `\(text)`")
    }
    return value
  }

  public func unsigned(_ name: String) throws(UsageError) -> UInt64? {
    guard let text = values[name] else { return nil }
    guard let value = WholeNumber.parseUnsigned(text) else {
      throw UsageError("`--\(name)` needs an integer from 0 to 2⁶⁴ − 1, found `\(text)`")
    }
    return value
  }
}

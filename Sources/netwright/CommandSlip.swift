import NetwrightDiagnostics

/// A first argument that is no command.
enum CommandSlip {
  /// What to say of it; `nil` for a command, an option, and nothing.
  static func message(_ argument: String, among commands: [String]) -> String? {
    let known = commands + ["help"]
    guard !argument.isEmpty, !argument.hasPrefix("-"), !known.contains(argument) else { return nil }
    let shown = VisibleText.of(argument, limit: 60)
    let isSpec = [".yaml", ".yml", "/"].contains { argument.hasSuffix($0) }
    let help =
      isSpec
      ? "a command comes first: `netwright check \(shown)`"
      : didYouMean(argument, among: known) ?? "the commands are \(commands.joined(separator: ", "))"
    return """
      error: there is no command `\(shown)`
        = help: \(help)
        = help: `netwright --help` tells what each command does
      """
  }
}

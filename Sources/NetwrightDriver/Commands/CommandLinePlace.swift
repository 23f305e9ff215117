import NetwrightDiagnostics

/// The command line as a source file, so that what is wrong with an argument has a place too.
package enum CommandLinePlace {
  /// How reports call it; angle brackets tell it from files.
  static let name = "<command line>"

  private struct Line {
    let file: SourceFile
    let words: [(text: String, start: Int, end: Int)]
  }

  private static let line: Line = {
    var text = "netwright"
    var words: [(text: String, start: Int, end: Int)] = []
    for argument in CommandLine.arguments.dropFirst() {
      let isPlain = argument.utf8.allSatisfy { byte in
        (0x2B...0x3A).contains(byte) || (0x40...0x5A).contains(byte) || byte == 0x3D
          || byte == 0x5F || (0x61...0x7A).contains(byte) || byte >= 0x80
      }
      text += " "
      let start = text.utf8.count
      text += isPlain && !argument.isEmpty ? argument : "'\(argument)'"
      words.append((argument, start, text.utf8.count))
    }
    return Line(file: SourceFile(path: name, text: text), words: words)
  }()

  /// The place of an argument, of the longest one that the text begins with, or of the command.
  package static func span(of text: String) -> Span {
    let word =
      line.words.last { $0.text == text }
      ?? line.words.filter { !$0.text.isEmpty && text.hasPrefix($0.text) }
      .max { $0.text.utf8.count < $1.text.utf8.count }
    guard let word else { return command }
    return Span(file: line.file, start: word.start, end: word.end)
  }

  /// The place of the command: `train`.
  package static var command: Span {
    let first = line.words.first
    return Span(file: line.file, start: first?.start ?? 0, end: first?.end ?? 9)
  }
}

import NetwrightSwiftText
import NetwrightTensor

/// The result of `predict`: a structure of named outputs, and the class that the highest score of
/// a classifier stands for.
struct ModelOutput {
  /// A field of class indices that some output has a score for each class of.
  private struct Classes {
    let name: String
    /// Its place in `outputs`.
    let scores: Int
    let count: Int
    let words: [String]?
  }

  private typealias Item = (place: Int, name: String, type: TensorType)

  let type: String
  private let outputs: [Item]
  private let classes: [Classes]

  init(_ request: EmissionRequest, _ layout: ProgramLayout, type: String) {
    self.type = type
    // An array has these already.
    var scope = NameScope(
      reserved: RuntimeNames.functions + [
        "startIndex", "endIndex", "index", "indices", "count", "first", "last", "isEmpty", "map",
        "filter", "reduce", "sorted", "prefix", "suffix", "hash", "hashValue",
      ])
    var outputs: [Item] = []
    // What is computed for each row of the batch, without what needs targets.
    for (place, output) in layout.outputs.enumerated()
    where output.name != "loss" && output.type.sizes.first == layout.batch {
      let name = scope.claim(SwiftIdentifier.lowerCamel(output.name))
      outputs.append((place, name, output.type))
    }
    self.outputs = outputs
    var found: [Classes] = []
    for input in layout.inputs where input.isTarget {
      let field = request.data?.fields.first { $0.name == input.name }
      guard case .classIndex(let count, let words) = field?.kind else { continue }
      let measured = request.training?.metrics.first { $0.target == input.name }?.output
      let scores = outputs.firstIndex { item in
        Array(item.type.sizes.dropFirst()) == [count]
          && (measured == nil || layout.outputs[item.place].name == measured)
      }
      guard let scores, words.map({ $0.count == count }) ?? true else { continue }
      let name = scope.claim(SwiftIdentifier.lowerCamel(input.name))
      found.append(Classes(name: name, scores: scores, count: count, words: words))
    }
    classes = found
  }

  var isEmpty: Bool { outputs.isEmpty }

  /// Places in the program's outputs.
  var places: [Int] { outputs.map(\.place) }

  /// Arguments of the structure's initializer from an array of the outputs' rows.
  func arguments(from rows: String) -> [String] {
    outputs.enumerated().map { number, output in "\(output.name): \(rows)[\(number)]" }
  }

  /// The structure; a single output can be used as the array that it is.
  func write(model: String, into writer: inout SwiftWriter) {
    if isEmpty { return }
    let isArray = outputs.count == 1
    writer.blank()
    writer.documentation("What `\(model)` predicts, row after row.")
    if isArray { writer.documentation("As a collection it is `\(outputs[0].name)`.") }
    let protocols = "Hashable, Sendable" + (isArray ? ", RandomAccessCollection" : "")
    writer.block("public struct \(type): \(protocols)") { writer in
      for output in outputs {
        let row = "\(output.type.dtype.rawValue)\(Array(output.type.sizes.dropFirst()))"
        writer.documentation("`\(row)` for each row.")
        writer.line("public var \(output.name): [Float]")
      }
      for item in classes { write(item, into: &writer) }
      if isArray { writeCollection(outputs[0].name, into: &writer) }
    }
  }

  private func write(_ item: Classes, into writer: inout SwiftWriter) {
    let scores = outputs[item.scores].name
    writer.blank()
    let what = item.words == nil ? "class" : "name of the class"
    writer.documentation("The \(what) with the highest of `\(scores)` in each row.")
    let call = "highestScores(in: \(scores), classes: \(item.count))"
    guard let words = item.words else {
      writer.block("public var \(item.name): [Int]") { $0.line(call) }
      return
    }
    writer.block("public var \(item.name): [String]") { writer in
      let names = words.map(SwiftLiteral.string)
      let list = "let names = [\(names.joined(separator: ", "))]"
      if list.utf8.count <= writer.room {
        writer.line(list)
      } else {
        writer.line("let names = [")
        for name in names { writer.line("  \(name),") }
        writer.line("]")
      }
      writer.line("return \(call).map { names[$0] }")
    }
  }

  private func writeCollection(_ name: String, into writer: inout SwiftWriter) {
    writer.blank()
    writer.line("public var startIndex: Int { 0 }")
    writer.line("public var endIndex: Int { \(name).count }")
    writer.line("public subscript(index: Int) -> Float { \(name)[index] }")
  }
}

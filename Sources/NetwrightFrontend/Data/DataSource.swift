import NetwrightDiagnostics
import NetwrightSchema
import NetwrightSyntax

/// The files of a data set; paths are relative to the data root.
package enum DataSource: Hashable, Sendable {
  /// Cells separated by one character; without a header, columns are named `0`, `1`, ….
  case csv(path: String, delimiter: Character, header: Bool)
  /// The format of MNIST, plain or gzipped.
  case idx(images: String, labels: String)

  static let pathKey = Key("path", .path, doc: "The file; `.gz` is decompressed.")
  static let delimiterKey = Key(
    "delimiter", .delimiter, default: ",", doc: "The character between two cells.")
  static let headerKey = Key(
    "header", .flag, default: true, doc: "Whether the first line names the columns.")
  static let testKey = Key(
    "test", .optional(ValueType<String>.path), default: nil, doc: "A file with the test split.")
  package static let csvTable = KeyTable(
    "the source `csv`", main: "path",
    [AnyKey(pathKey), AnyKey(delimiterKey), AnyKey(headerKey), AnyKey(testKey)])

  static let imagesKey = Key("images", .path, doc: "The images: bytes, one tensor per row.")
  static let labelsKey = Key("labels", .path, doc: "The class of each image.")
  static let testImagesKey = Key(
    "test_images", .optional(ValueType<String>.path), default: nil, doc: "Images to test with.")
  static let testLabelsKey = Key(
    "test_labels", .optional(ValueType<String>.path), default: nil, doc: "Their classes.")
  package static let idxTable = KeyTable(
    "the source `idx`",
    [AnyKey(imagesKey), AnyKey(labelsKey), AnyKey(testImagesKey), AnyKey(testLabelsKey)])

  package static let tables: [(keyword: String, doc: String, table: KeyTable)] = [
    ("csv", "Cells in lines.", csvTable), ("idx", "The format of MNIST.", idxTable),
  ]

  /// Whether rows have named columns.
  package var isTable: Bool { if case .csv = self { true } else { false } }

  static func read(
    _ node: SyntaxNode, _ decoder: Decoder
  ) throws(Poisoned) -> (source: DataSource, test: DataSource?, paths: [DataPath]) {
    let choice = try Choice(
      node, kind: "a source", among: tables.map { ($0.keyword, $0.table) }, decoder)
    let arguments = choice.arguments
    func path(_ key: Key<String>) throws(Poisoned) -> DataPath {
      DataPath(try arguments.value(key), at: arguments.span(key) ?? choice.span)
    }
    func path(_ key: Key<String?>) throws(Poisoned) -> DataPath? {
      try arguments.value(key).map { DataPath($0, at: arguments.span(key) ?? choice.span) }
    }
    if choice.keyword == "csv" {
      let delimiter = try arguments.value(delimiterKey)
      let header = try arguments.value(headerKey)
      let (file, test) = (try path(pathKey), try path(testKey))
      func source(_ path: DataPath) -> DataSource {
        .csv(path: path.text, delimiter: delimiter, header: header)
      }
      return (source(file), test.map(source), [file] + (test.map { [$0] } ?? []))
    }
    let (images, labels) = (try path(imagesKey), try path(labelsKey))
    let source = DataSource.idx(images: images.text, labels: labels.text)
    switch (try path(testImagesKey), try path(testLabelsKey)) {
    case (let testImages?, let testLabels?):
      return (
        source, .idx(images: testImages.text, labels: testLabels.text),
        [images, labels, testImages, testLabels]
      )
    case (nil, nil): return (source, nil, [images, labels])
    default:
      throw decoder.report(
        Diagnostic(
          "E0102", "`test_images` and `test_labels` belong together", at: choice.span
        ).expected("both or neither").found("one of them"))
    }
  }

  func text(test: DataSource?) -> String {
    switch self {
    case .csv(let path, let delimiter, let header):
      var keys = [
        "path: \(QuotedText.of(path))", "delimiter: \(QuotedText.of(String(delimiter)))",
        "header: \(header)",
      ]
      if case .csv(let path, _, _)? = test { keys.append("test: \(QuotedText.of(path))") }
      return "{csv: {\(keys.joined(separator: ", "))}}"
    case .idx(let images, let labels):
      var keys = ["images: \(QuotedText.of(images))", "labels: \(QuotedText.of(labels))"]
      if case .idx(let images, let labels)? = test {
        keys.append("test_images: \(QuotedText.of(images))")
        keys.append("test_labels: \(QuotedText.of(labels))")
      }
      return "{idx: {\(keys.joined(separator: ", "))}}"
    }
  }
}

/// The path of a file of data, and where the spec names it.
package struct DataPath: Sendable {
  package let text: String
  package let span: Span

  init(_ text: String, at span: Span) {
    self.text = text
    self.span = span
  }
}

extension ValueType where Value == String {
  /// A path; whether it may leave the data root is decided where it is opened.
  static var path: ValueType {
    // As long as a path of Linux.
    let maximumLength = 4096
    return ValueType("a path", form: .text) { (node, decoder) throws(Poisoned) in
      let text = try decoder.text(of: node, expecting: "a path")
      guard !text.isEmpty, text.utf8.count <= maximumLength, !text.utf8.contains(0) else {
        throw decoder.mismatch(node, expecting: "a path of 1 to \(maximumLength) bytes")
      }
      return text
    } text: {
      QuotedText.of($0)
    }
  }
}

extension ValueType where Value == Character {
  static var delimiter: ValueType {
    ValueType("one ASCII character", form: .text) { (node, decoder) throws(Poisoned) in
      let text = try decoder.text(of: node, expecting: "one ASCII character")
      guard text.utf8.count == 1, let character = text.first, character.isASCII,
        character != "\"", !character.isNewline
      else { throw decoder.mismatch(node, expecting: "one ASCII character such as \";\"") }
      return character
    } text: {
      QuotedText.of(String($0))
    }
  }
}

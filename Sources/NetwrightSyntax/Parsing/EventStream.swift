import CLibYAML
import NetwrightDiagnostics

/// The events of one file, from libyaml's event interface.
///
/// Owns the parser and a copy of the bytes, which libyaml reads while it goes.
final class EventStream {
  /// Why libyaml stopped: its words, and where.
  struct Failure: Error {
    let problem: String
    let context: String
    let offset: Int
    let contextOffset: Int?
  }

  private let input: UnsafeMutablePointer<UInt8>
  private let count: Int
  private let marks: MarkTable
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let isReady: Bool

  /// - Parameter file: valid UTF-8, see `CharacterCheck`.
  init(_ file: SourceFile, isASCII: Bool) {
    // Of a last line of spaces without its end libyaml makes other text than with it.
    let isOpen = file.bytes.last == 0x20 || file.bytes.last == 0x09
    count = file.bytes.count + (isOpen ? 1 : 0)
    let input = UnsafeMutablePointer<UInt8>.allocate(capacity: max(count, 1))
    file.bytes.withUnsafeBufferPointer { bytes in
      if let base = bytes.baseAddress { input.initialize(from: base, count: bytes.count) }
    }
    if isOpen { (input + file.bytes.count).initialize(to: 0x0A) }
    self.input = input
    let markLength = CharacterCheck.markLength(of: file)
    marks = MarkTable(bytes: file.bytes, markLength: markLength, isASCII: isASCII)
    parser = .allocate(capacity: 1)
    isReady = yaml_parser_initialize(parser) == 1
    if isReady {
      yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
      // libyaml would count the byte order mark as a column and indent the first line by it.
      yaml_parser_set_input_string(parser, input + markLength, count - markLength)
    }
  }

  deinit {
    if isReady { yaml_parser_delete(parser) }
    parser.deallocate()
    input.deallocate()
  }

  /// The next event; after `streamEnd` there is none to ask for.
  func next() throws(Failure) -> SyntaxEvent {
    guard isReady else {
      throw Failure(problem: "out of memory", context: "", offset: 0, contextOffset: nil)
    }
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) == 1 else { throw failure() }
    defer { yaml_event_delete(&event) }
    return SyntaxEvent(
      kind: kind(of: event), start: offset(event.start_mark), end: offset(event.end_mark))
  }

  private func kind(of event: yaml_event_t) -> SyntaxEvent.Kind {
    switch event.type {
    case YAML_STREAM_START_EVENT: return .streamStart
    case YAML_DOCUMENT_START_EVENT: return .documentStart
    case YAML_DOCUMENT_END_EVENT: return .documentEnd
    case YAML_ALIAS_EVENT: return .alias(text(event.data.alias.anchor) ?? "")
    case YAML_SCALAR_EVENT:
      let data = event.data.scalar
      let bytes = UnsafeBufferPointer(start: data.value, count: data.length)
      let scalar = Scalar(text: String(decoding: bytes, as: UTF8.self), style: style(data.style))
      return .scalar(scalar, properties(data.anchor, data.tag))
    case YAML_SEQUENCE_START_EVENT:
      let data = event.data.sequence_start
      return .sequenceStart(
        properties(data.anchor, data.tag), isFlow: data.style == YAML_FLOW_SEQUENCE_STYLE)
    case YAML_SEQUENCE_END_EVENT: return .sequenceEnd
    case YAML_MAPPING_START_EVENT:
      let data = event.data.mapping_start
      return .mappingStart(
        properties(data.anchor, data.tag), isFlow: data.style == YAML_FLOW_MAPPING_STYLE)
    case YAML_MAPPING_END_EVENT: return .mappingEnd
    default: return .streamEnd
    }
  }

  private func style(_ style: yaml_scalar_style_t) -> Scalar.Style {
    switch style {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
    case YAML_LITERAL_SCALAR_STYLE: .literal
    case YAML_FOLDED_SCALAR_STYLE: .folded
    default: .plain
    }
  }

  private func properties(
    _ anchor: UnsafeMutablePointer<UInt8>?, _ tag: UnsafeMutablePointer<UInt8>?
  ) -> SyntaxEvent.Properties {
    SyntaxEvent.Properties(anchor: text(anchor), tag: text(tag))
  }

  private func text(_ pointer: UnsafePointer<UInt8>?) -> String? {
    pointer.map { String(cString: $0) }
  }

  private func offset(_ mark: yaml_mark_t) -> Int {
    let bytes = UnsafeBufferPointer(start: UnsafePointer(input), count: count)
    return marks.byteOffset(ofCharacter: Int(clamping: mark.index), in: bytes)
  }

  private func failure() -> Failure {
    let error = parser.pointee
    let context = error.context.map { String(cString: $0) } ?? ""
    return Failure(
      problem: error.problem.map { String(cString: $0) } ?? "out of memory", context: context,
      offset: offset(error.problem_mark),
      contextOffset: context.isEmpty ? nil : offset(error.context_mark))
  }
}

import NetwrightDiagnostics

/// The values that a table read from a mapping, defaults filled in.
package struct Arguments: Sendable {
  struct Entry: Sendable {
    /// `nil` where something wrong has been reported.
    let value: (any Sendable)?
    let text: String
    let keySpan: Span?
    let span: Span?
  }

  /// Where the mapping is introduced.
  package let place: Span
  /// Whether there are keys that the table does not have; they have been reported, and one of them
  /// may have been meant for one that seems to be missing.
  package internal(set) var hasUnknownKeys = false
  /// The keys of the table, in its order.
  private let names: [String]
  /// What each of them got. A list beside another: tables are short, and some are filled for each
  /// layer of a spec.
  private var entries: [Entry?]

  init(_ names: [String], place: Span) {
    self.place = place
    self.names = names
    entries = Array(repeating: nil, count: names.count)
  }

  private func entry(_ name: String) -> Entry? {
    names.firstIndex(of: name).flatMap { entries[$0] }
  }

  /// - Parameter position: of the key in the table.
  func has(_ position: Int) -> Bool { entries[position] != nil }
  mutating func set(_ position: Int, _ entry: Entry) { entries[position] = entry }

  /// The value of a key; throws where it was missing or wrong, which has been reported.
  package func value<Value>(_ key: Key<Value>) throws(Poisoned) -> Value {
    // Two steps: a cast of nothing to an optional type would succeed.
    guard let stored = entry(key.name)?.value, let value = stored as? Value else {
      throw Poisoned()
    }
    return value
  }

  /// The value of a key that may be left out; nil also where it was wrong, which has been reported.
  package func optional<Value>(_ key: Key<Value?>) -> Value? { (try? value(key)) ?? nil }

  /// Whether the key stands in the spec.
  package func isGiven<Value>(_ key: Key<Value>) -> Bool { span(of: key.name) != nil }
  package func isGiven(_ key: AnyKey) -> Bool { span(of: key.name) != nil }

  /// The place of the value, where the key stands in the spec.
  package func span<Value>(_ key: Key<Value>) -> Span? { span(of: key.name) }

  package func keySpan<Value>(_ key: Key<Value>) -> Span? { keySpan(of: key.name) }
  package func keySpan(_ key: AnyKey) -> Span? { keySpan(of: key.name) }

  private func span(of name: String) -> Span? { entry(name)?.span }
  private func keySpan(of name: String) -> Span? { entry(name)?.keySpan }

  /// All keys and values in YAML, in the order of the table; `nil` in YAML is left out.
  package var texts: [(key: String, text: String)] {
    zip(names, entries).compactMap { name, entry in
      entry.flatMap { $0.text.isEmpty ? nil : (name, $0.text) }
    }
  }

  /// What values come to that are written by names, and not as what they are.
  package var namedTexts: [String: String] {
    var named: [String: String] = [:]
    for (key, text) in texts where text.utf8.count <= 40 {
      guard let place = span(of: key) else { continue }
      let hasLetters = place.file.bytes[place.start..<place.end].contains {
        (65...90).contains($0 & 0xDF)
      }
      if hasLetters, place.text != text { named[key] = text }
    }
    return named
  }

  /// `{units: 10, activation: none}`.
  package var flowText: String {
    "{" + texts.map { "\($0.key): \($0.text)" }.joined(separator: ", ") + "}"
  }
}

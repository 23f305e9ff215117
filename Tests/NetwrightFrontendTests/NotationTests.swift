import NetwrightFrontend
import NetwrightSchema
import NetwrightTensor
import Testing

/// The EBNF of Grammar.md is what the readers read: sentences derived from it are accepted.
@Suite struct NotationTests {
  private static let names = ["batch", "width"]
  private static let dims = ["batch": Dim(symbol: "batch"), "width": Dim(64)]

  private func sentences(of rule: String, _ count: Int = 500) throws -> [String] {
    var grammar = try Notation(GrammarSections.notation.joined(separator: "\n"))
    grammar.fixed["name"] = Self.names
    return try (0..<count).map { try grammar.sentence(of: rule, seed: UInt64($0)) }
  }

  private func failure(_ read: () throws(DimensionParser.Failure) -> Void) -> String? {
    do throws(DimensionParser.Failure) {
      try read()
      return nil
    } catch {
      // Too large or too deep is a matter of its own.
      if case .expected(let what) = error.kind { return what }
      return nil
    }
  }

  @Test("sizes")
  func sizes() throws {
    for text in try sentences(of: "size") {
      let reason = failure { () throws(DimensionParser.Failure) in
        _ = try DimensionParser.dim(text, names: Self.dims)
      }
      #expect(reason == nil, "\(text)")
    }
  }

  @Test("tensor types")
  func types() throws {
    for text in try sentences(of: "type") {
      let reason = failure { () throws(DimensionParser.Failure) in
        _ = try DimensionParser.type(text, names: Self.dims)
      }
      #expect(reason == nil, "\(text)")
    }
  }

  @Test("patterns of block inputs")
  func patterns() throws {
    for text in try sentences(of: "pattern") {
      let reason = failure { () throws(DimensionParser.Failure) in
        _ = try DimensionParser.pattern(text, names: Self.dims)
      }
      #expect(reason == nil, "\(text)")
    }
  }

  @Test("numbers")
  func numbers() throws {
    for text in try sentences(of: "number", 2_000) {
      let number = text.filter { $0 != " " }
      // Nothing can be divided by zero.
      if number.contains("/"), let last = number.split(separator: "/").last,
        case .number(let divisor) = NumberText.read(String(last)), divisor.value == 0
      {
        continue
      }
      #expect(NumberText.read(number) != .notANumber, "\(number)")
    }
  }

  /// The codes of a spec with one layer more.
  private func codes(ofLayer lines: String) -> [String] {
    SpecFiles.codes(
      of: """
        netwright: 1
        name: example
        dims: {batch: 8, width: 64}
        model:
          inputs: {x: "f32[batch, width]"}
          layers:
            - dense: width
              as: y
            \(lines)
            - dense: width
        """)
  }

  @Test("conditions")
  func conditions() throws {
    for text in try sentences(of: "condition", 300) {
      #expect(!codes(ofLayer: "- relu:\n      when: \"\(text)\"").contains("E0203"), "\(text)")
    }
  }

  @Test("formulas")
  func formulas() throws {
    for text in try sentences(of: "formula", 300) {
      // A number alone is no formula.
      let codes = codes(ofLayer: "- expr: \"x + (\(text))\"")
      #expect(!codes.contains("E0203") && !codes.contains("E0107"), "\(text)")
    }
  }

  @Test("equations")
  func equations() throws {
    for text in try sentences(of: "equation", 300) {
      let codes = codes(ofLayer: "- einsum: {equation: \"\(text)\", names: x}")
      #expect(!codes.contains("E0203"), "\(text)")
    }
  }

  @Test("every rule is defined")
  func isClosed() throws {
    let grammar = try Notation(GrammarSections.notation.joined(separator: "\n"))
    #expect(grammar.undefined == ["text"])
  }
}

/// Rules of EBNF as Grammar.md writes them, and sentences derived from them.
private struct Notation {
  indirect enum Part {
    case literal(String)
    case characters([Character])
    case rule(String)
    case sequence([Part])
    case choice([Part])
    case optional(Part)
    /// Any number of times, at least so often.
    case repeated(Part, Int)
  }

  struct Failure: Error { let rest: String }

  private(set) var rules: [String: Part] = [:]
  private var mentioned: Set<String> = []
  /// Sentences to take for a rule.
  var fixed: [String: [String]] = [:]

  var undefined: [String] { mentioned.subtracting(rules.keys).sorted() }

  init(_ text: String) throws {
    for line in text.split(separator: "\n") {
      let halves = line.split(separator: " ", maxSplits: 1)
      guard halves.count == 2 else { throw Failure(rest: String(line)) }
      var rest = halves[1].drop { $0 == " " }
      guard rest.hasPrefix("::=") else { throw Failure(rest: String(line)) }
      rest = rest.dropFirst(3)
      rules[String(halves[0])] = try choice(&rest)
      guard rest.isEmpty else { throw Failure(rest: String(rest)) }
    }
  }

  private mutating func choice(_ rest: inout Substring) throws -> Part {
    var parts = [try sequence(&rest)]
    while rest.first == "|" {
      rest = rest.dropFirst()
      parts.append(try sequence(&rest))
    }
    return parts.count == 1 ? parts[0] : .choice(parts)
  }

  private mutating func sequence(_ rest: inout Substring) throws -> Part {
    var parts: [Part] = []
    while true {
      rest = rest.drop { $0 == " " }
      guard let first = rest.first, first != "|", first != ")" else { return .sequence(parts) }
      var part = try single(first, &rest)
      while let mark = rest.first, "*+?".contains(mark) {
        rest = rest.dropFirst()
        part = mark == "?" ? .optional(part) : .repeated(part, mark == "+" ? 1 : 0)
      }
      parts.append(part)
    }
  }

  private mutating func single(_ first: Character, _ rest: inout Substring) throws -> Part {
    switch first {
    case "\"":
      let text = rest.dropFirst().prefix { $0 != "\"" }
      rest = rest.dropFirst(text.count + 2)
      return .literal(String(text))
    case "[":
      let text = Array(rest.dropFirst().prefix { $0 != "]" })
      rest = rest.dropFirst(text.count + 2)
      var characters: [Character] = []
      var index = 0
      while index < text.count {
        if index + 2 < text.count, text[index + 1] == "-",
          let low = text[index].asciiValue, let high = text[index + 2].asciiValue
        {
          characters += (low...high).map { Character(Unicode.Scalar($0)) }
          index += 3
        } else {
          characters.append(text[index])
          index += 1
        }
      }
      return .characters(characters)
    case "(":
      rest = rest.dropFirst()
      let part = try choice(&rest)
      guard rest.first == ")" else { throw Failure(rest: String(rest)) }
      rest = rest.dropFirst()
      return part
    default:
      let name = rest.prefix { $0.isLetter }
      guard !name.isEmpty else { throw Failure(rest: String(rest)) }
      rest = rest.dropFirst(name.count)
      mentioned.insert(String(name))
      return .rule(String(name))
    }
  }

  func sentence(of rule: String, seed: UInt64) throws -> String {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
    return try write(.rule(rule), depth: 0, &state)
  }

  private func below(_ bound: Int, _ state: inout UInt64) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % bound
  }

  /// Tokens stand apart by spaces, the characters of a number or a name do not.
  private func write(_ part: Part, depth: Int, _ state: inout UInt64) throws -> String {
    switch part {
    case .literal(let text): return text
    case .characters(let characters):
      return String(characters[below(characters.count, &state)])
    case .rule(let name):
      if let known = fixed[name] { return known[below(known.count, &state)] }
      guard let rule = rules[name] else { throw Failure(rest: name) }
      return try write(rule, depth: depth + 1, &state)
    case .sequence(let parts):
      var texts: [String] = []
      for part in parts {
        let text = try write(part, depth: depth, &state)
        if !text.isEmpty { texts.append(text) }
      }
      let isLexical = texts.joined().allSatisfy { $0.isNumber || "_.eE+-kMG%".contains($0) }
      return texts.joined(separator: isLexical ? "" : " ")
    case .choice(let parts):
      // Deep down the last alternative, a leaf, is taken.
      let index = depth > 12 ? parts.count - 1 : below(parts.count, &state)
      return try write(parts[index], depth: depth, &state)
    case .optional(let part):
      return depth > 12 || below(2, &state) == 0 ? "" : try write(part, depth: depth, &state)
    case .repeated(let part, let least):
      let count = least + (depth > 12 ? 0 : below(3, &state))
      var texts: [String] = []
      for _ in 0..<count { texts.append(try write(part, depth: depth, &state)) }
      let isLexical = texts.allSatisfy { $0.count == 1 && $0 != "?" }
      return texts.joined(separator: isLexical ? "" : " ")
    }
  }
}

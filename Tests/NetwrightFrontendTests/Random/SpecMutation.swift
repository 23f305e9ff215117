/// One change that makes a right spec wrong, and the bytes of the new text that it concerns.
struct SpecMutation {
  let kind: String
  let text: String
  let range: Range<Int>

  /// A change among those that the text has a place for.
  init?(_ text: String, _ choices: Choices) {
    let rule = choices.among(Self.rules)
    let bytes = Array(text.utf8)
    let places = Self.places(of: rule.old, in: bytes)
    guard !places.isEmpty else { return nil }
    let place = places[choices.below(min(places.count, 256))]
    let start = place + rule.old.utf8.count - rule.replaced
    let end =
      rule.isToken ? Self.tokenEnd(bytes, from: start + rule.replaced) : start + rule.replaced
    kind = "\(rule.old) → \(rule.new)"
    self.text = String(
      decoding: bytes[..<start] + Array(rule.new.utf8) + bytes[end...], as: UTF8.self)
    range = start..<max(start + rule.new.utf8.count, start + 1)
  }

  private struct Rule {
    /// What is looked for; its last `replaced` bytes, and the token behind it, become `new`.
    let old: String
    let new: String
    var replaced = 0
    var isToken = false

    /// Replaces the value behind a key.
    static func value(_ key: String, _ new: String) -> Rule {
      Rule(old: key, new: new, isToken: true)
    }

    /// Replaces a text by another one.
    static func word(_ old: String, _ new: String) -> Rule {
      Rule(old: old, new: new, replaced: old.utf8.count)
    }
  }

  private static let rules: [Rule] = [
    .value("units: ", "-1"), .value("units: ", "0"), .value("units: ", "2.5"),
    .value("units: ", "1e400"), .value("units: ", "abc"), .value("units: ", "batch"),
    .value("units: ", "[1]"), .value("units: ", "!x 3"), .value("units: ", "*zz"),
    .value("units: ", "0x10"), .value("kernel: ", "0"), .value("kernel: ", "99"),
    .value("filters: ", "no"), .value("stride: ", "-2"), .value("window: ", "77"),
    .value("times: ", "0"), .value("heads: ", "7919"), .value("causal: ", "yes"),
    .value("activation: ", "rellu"), .value("initializer: ", "random"), .value("as: ", "a-b"),
    .value("name: ", "../x"), .value("netwright: ", "2"), .value("batch: ", "0"),
    .value("logits: ", "nowhere"), .value("prediction: ", "nowhere"), .value("target: ", "nowhere"),
    .value("metrics: ", "[acuracy]"), .value("learning_rate: ", "-1"), .value("seed: ", "-1"),
    .value("epochs: ", "0"), .value("steps: ", "none"), .value("hidden: ", "0"),
    .value("add: ", "nowhere"), .value("concat: ", "nowhere"), .value("width: ", "0"),
    .word("f32[", "f33["), .word("i32[", "f32["), .word("- flatten", "- flaten"),
    .word("- relu", "- rellu"), .word("- dense", "- dence"), .word("units:", "unitss:"),
    .word("kernel:", "kernal:"), .word("filters:", "filter:"), .word("model:", "modell:"),
    .word("  layers:\n", "  layer:\n"), .word("inputs:", "input:"), .word("dims:", "dim:"),
    .word("loss:", "los:"), .word("optimizer:", "optimiser:"), .word("expect:", "expects:"),
    .word("adam", "adamm"), .word("sgd", "sdg"), .word("- max_pool2d", "- max_pool"),
    .word("- conv2d", "- conv3d"), .word("- lstm", "- lsmt"), .word("block: {", "blocks: {"),
    .word("parameters:", "params:"), .word("x:", "\"x y\":"), .word("]\"}", "\"}"),
    .word("    - ", "\t- "), .word("    - ", "   - "), .word("\n  layers:", "\n layers:"),
    .word("netwright: 1\n", "netwright: 1\nnetwright: 1\n"),
    .word("model:\n", "model:\n  <<: {}\n"),
    .word("model:\n", "surplus: 1\nmodel:\n"), .word("name: ", "name "), .word("model:", "model"),
    .word("dims: {", "dims: {a b: 3, "), .word("dims: {", "dims: {n2: m2, "),
    .word("dims: {", "dims: {n2: 3 //, "), .word("dims: {", "dims: {n2: 1 // 0, "),
    .word("dims: {", "dims: {Batch: 3, "), .word("]\"}\n", "]\"\n"),
    .word("f32[batch", "f32(batch"),
    .word("f32[batch", "f32[bach"), .word("\"f32[", "f32["),
  ]

  private static func places(of text: String, in bytes: [UInt8]) -> [Int] {
    let wanted = Array(text.utf8)
    guard bytes.count >= wanted.count else { return [] }
    return (0...(bytes.count - wanted.count)).filter { start in
      bytes[start..<(start + wanted.count)].elementsEqual(wanted)
        // Words begin where they begin: `x:` is not the end of `index:`.
        && (start == 0 || !isWord(wanted[0]) || !isWord(bytes[start - 1]))
    }
  }

  /// The end of the value that begins here, brackets included.
  private static func tokenEnd(_ bytes: [UInt8], from start: Int) -> Int {
    var depth = 0
    var index = start
    while index < bytes.count, bytes[index] != UInt8(ascii: "\n") {
      switch bytes[index] {
      case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        if depth == 0 { return index }
        depth -= 1
      case UInt8(ascii: ","): if depth == 0 { return index }
      default: break
      }
      index += 1
    }
    return index
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (65...90).contains(byte & 0xDF) || (48...57).contains(byte) || byte == UInt8(ascii: "_")
  }
}

import NetwrightDiagnostics
import NetwrightSchema
import NetwrightSyntax

/// How the spec asks for the weights of a layer to begin.
package enum WeightInitializer: Hashable, Sendable {
  case fanInUniform
  case heNormal, heUniform, glorotNormal, glorotUniform, lecunNormal, lecunUniform
  case zeros, ones
  case constant(Double)
  /// U(±bound).
  case uniform(Double)
  /// N(0, deviation²).
  case normal(Double)
  /// N(0, deviation²), drawn again outside ±2 deviations.
  case truncatedNormal(Double)

  /// Those that are a word alone, with their formulas for Grammar.md.
  package static let words: [(word: String, value: WeightInitializer, doc: String)] = [
    ("fan_in_uniform", .fanInUniform, "U(±1/√fan_in), PyTorch's default for layers"),
    ("he_normal", .heNormal, "N(0, 2/fan_in), He et al. (2015)"),
    ("he_uniform", .heUniform, "U(±√(6/fan_in)), He et al. (2015)"),
    ("glorot_normal", .glorotNormal, "N(0, 2/(fan_in + fan_out)), Glorot and Bengio (2010)"),
    ("glorot_uniform", .glorotUniform, "U(±√(6/(fan_in + fan_out))), Glorot and Bengio (2010)"),
    ("lecun_normal", .lecunNormal, "N(0, 1/fan_in), LeCun et al. (1998)"),
    ("lecun_uniform", .lecunUniform, "U(±√(3/fan_in)), LeCun et al. (1998)"),
    ("zeros", .zeros, "0"),
    ("ones", .ones, "1"),
  ]

  /// Those with a number.
  package static let forms: [(key: String, make: @Sendable (Double) -> WeightInitializer)] = [
    ("constant", { .constant($0) }), ("normal", { .normal($0) }),
    ("truncated_normal", { .truncatedNormal($0) }), ("uniform", { .uniform($0) }),
  ]

  /// A number that suits each of `forms`, and what it is.
  fileprivate static let samples: [String: (number: String, doc: String)] = [
    "constant": ("0.1", "the value of every element"),
    "normal": ("0.02", "the standard deviation"),
    "truncated_normal": ("0.02", "the standard deviation"),
    "uniform": ("0.05", "the largest magnitude"),
  ]

  /// - Parameters:
  ///   - fanIn: how many elements of the input each element of the result is made of.
  ///   - fanOut: how many elements of the result each element of the input takes part in.
  package func value(fanIn: Int, fanOut: Int) -> InitialValue {
    let (inward, outward) = (Double(max(fanIn, 1)), Double(max(fanOut, 1)))
    func normal(_ variance: Double) -> InitialValue {
      .normal(mean: 0, deviation: variance.squareRoot())
    }
    func uniform(_ square: Double) -> InitialValue { .uniform(bound: square.squareRoot()) }
    switch self {
    // The quotient of the roots, not the root of the quotient: its last bit stands in old programs.
    case .fanInUniform: return .uniform(bound: 1 / inward.squareRoot())
    case .heNormal: return normal(2 / inward)
    case .heUniform: return uniform(6 / inward)
    case .glorotNormal: return normal(2 / (inward + outward))
    case .glorotUniform: return uniform(6 / (inward + outward))
    case .lecunNormal: return normal(1 / inward)
    case .lecunUniform: return uniform(3 / inward)
    case .zeros: return .zeros
    case .ones: return .ones
    case .constant(let value): return .constant(value)
    case .uniform(let bound): return .uniform(bound: bound)
    case .normal(let deviation): return .normal(mean: 0, deviation: deviation)
    case .truncatedNormal(let deviation): return .truncatedNormal(mean: 0, deviation: deviation)
    }
  }

  /// For a tensor by itself: fan_in is the product of all sizes but the last.
  func value(sizes: [Int]) -> InitialValue {
    guard sizes.count > 1, let last = sizes.last else {
      return value(fanIn: sizes.first ?? 1, fanOut: sizes.first ?? 1)
    }
    let fanIn = sizes.dropLast().reduce(1) { product, size in
      let (next, overflow) = product.multipliedReportingOverflow(by: size)
      return overflow ? .max : next
    }
    return value(fanIn: fanIn, fanOut: last)
  }

  var text: String {
    switch self {
    case .constant(let value): "{constant: \(value)}"
    case .uniform(let value): "{uniform: \(value)}"
    case .normal(let value): "{normal: \(value)}"
    case .truncatedNormal(let value): "{truncated_normal: \(value)}"
    default: Self.words.first { $0.value == self }?.word ?? ""
    }
  }
}

extension ValueType where Value == WeightInitializer {
  /// A word, or a form with its number: `he_normal`, `{normal: 0.02}`.
  static var initializer: ValueType {
    let name = "an initializer"
    let words = WeightInitializer.words.map { (word: $0.word, value: $0.value) }
    let form = ValueForm.oneOf([.words(words.map(\.word)), .named(.number(.any))])
    return ValueType(name, form: form) { (written, decoder) throws(Poisoned) in
      guard let entries = written.mapping else {
        if let finding = lacksNumber(try decoder.resolved(written)) {
          throw decoder.report(finding)
        }
        return try choice(name, words, word: \.text).decode(written, decoder)
      }
      guard let entry = entries.first, entries.count == 1 else {
        throw decoder.wrongCount(
          written, expecting: "one initializer such as {normal: 0.02}", found: entries.count)
      }
      let word = try decoder.choice(
        entry.name, at: entry.key.useSpan, expecting: "an initializer with a number",
        among: WeightInitializer.forms.map(\.key))
      guard let form = WeightInitializer.forms.first(where: { $0.key == word }) else {
        throw Poisoned()
      }
      let range: NumberRange = form.key == "constant" ? .any : .positive
      let value = bareNumber(entry, decoder)
      return form.make(try ValueType<Double>.number(range).decode(value, decoder))
    } text: {
      $0.text
    }
  }

  /// `{normal: {std: 0.02}}`: reports a number under a key of its own.
  private static func bareNumber(_ entry: SyntaxEntry, _ decoder: Decoder) -> SyntaxNode {
    guard let inner = entry.value.mapping, inner.count == 1, inner[0].value.scalar != nil else {
      return entry.value
    }
    let text = inner[0].value.useSpan.text
    let place = entry.value.aliasSpan == nil && entry.value.span.text.hasPrefix("{")
    _ = decoder.report(
      Diagnostic(
        "E0103", "expected a number for `\(entry.name)`, found a mapping", at: entry.value.useSpan
      ).expected("a number").found("a mapping")
        .help("its number has no key: `{\(entry.name): \(text)}`")
        .replacing(place ? entry.value.span : nil, with: text))
    return inner[0].value
  }

  /// `normal` alone.
  private static func lacksNumber(_ node: SyntaxNode) -> Diagnostic? {
    let word = node.scalar?.text ?? ""
    guard let sample = WeightInitializer.samples[word] else { return nil }
    let form = "{\(word): \(sample.number)}"
    return Diagnostic("E0107", "the initializer `\(word)` needs a number", at: node.useSpan)
      .expected("\(sample.doc), as in `\(form)`").found("`\(word)` alone")
      .help("write, for example, `\(form)`").replacing(node.useSpan, with: form, isExample: true)
  }
}

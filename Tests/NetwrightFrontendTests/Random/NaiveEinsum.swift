/// An equation of named axes read and computed as plainly as can be, apart from everything in
/// Sources: what the layer `einsum` is held against.
struct NaiveEinsum: Equatable {
  var operands: [[String]] = []
  var result: [String] = []

  /// `nil` where the text is no equation: Grammar.md, the layer `einsum`.
  init?(_ text: String) {
    guard text.utf8.count <= 4096, let words = Self.words(Array(text.utf8)) else { return nil }
    let sides = words.split(separator: "->", omittingEmptySubsequences: false)
    guard sides.count == 2, !sides[1].contains(",") else { return nil }
    var terms = sides[0].split(separator: ",", omittingEmptySubsequences: false).map(Array.init)
    guard terms.count <= 8 else { return nil }
    terms.append(Array(sides[1]))
    if terms.allSatisfy({ $0.count <= 1 }) {
      // Each letter is an axis, and nothing but letters is there.
      guard terms.joined().allSatisfy({ $0.utf8.allSatisfy(Self.isLetter) }) else { return nil }
      terms = terms.map { $0.joined().map(String.init) }
    }
    guard terms.allSatisfy({ Set($0).count == $0.count && $0.count <= 16 }) else { return nil }
    result = terms.removeLast()
    operands = terms
    guard axes.count <= 16, axes.isSuperset(of: result) else { return nil }
  }

  var axes: Set<String> { Set(operands.joined()) }

  /// Names, commas and arrows; `nil` where there is anything else.
  private static func words(_ bytes: [UInt8]) -> [String]? {
    var words: [String] = []
    var index = 0
    while index < bytes.count {
      let start = index
      while index < bytes.count,
        isLetter(bytes[index]) || bytes[index] == UInt8(ascii: "_")
          || (index > start && (48...57).contains(bytes[index]))
      {
        index += 1
      }
      if index > start {
        words.append(String(decoding: bytes[start..<index], as: UTF8.self))
      } else if bytes[index...].starts(with: "->".utf8) {
        words.append("->")
        index += 2
      } else if bytes[index] == UInt8(ascii: ",") {
        words.append(",")
        index += 1
      } else {
        guard [9, 10, 13, 32].contains(bytes[index]) else { return nil }
        index += 1
      }
    }
    return words
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (65...90).contains(byte & 0xDF) }

  // MARK: Values

  /// How many products are added up in all.
  func termCount(_ sizes: [String: Int]) -> Int { axes.reduce(1) { $0 * (sizes[$1] ?? 1) } }

  /// The elements of the result: every product of elements whose axes agree, added where it
  /// belongs. The last axis varies fastest.
  func values(of tensors: [[Double]], _ sizes: [String: Int]) -> [Double] {
    let axes = axes.sorted()
    var values = [Double](repeating: 0, count: result.reduce(1) { $0 * (sizes[$1] ?? 1) })
    for number in 0..<termCount(sizes) {
      var place: [String: Int] = [:]
      var rest = number
      for axis in axes {
        place[axis] = rest % (sizes[axis] ?? 1)
        rest /= sizes[axis] ?? 1
      }
      func offset(_ term: [String]) -> Int {
        term.reduce(0) { $0 * (sizes[$1] ?? 1) + (place[$1] ?? 0) }
      }
      values[offset(result)] += zip(tensors, operands).reduce(1) { $0 * $1.0[offset($1.1)] }
    }
    return values
  }
}

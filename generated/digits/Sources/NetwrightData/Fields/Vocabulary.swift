/// The categories of a field, each with its place.
struct Vocabulary: Sendable {
  /// A text that is no word of the vocabulary, and its row from 0.
  struct UnknownWord: Error {
    let row: Int
    let text: String
  }

  let words: [String]
  /// Words from here on count as unknown.
  private let count: Int
  private let places: [String: Int32]

  /// - `count`: so many of the words may be used; all by default.
  init(_ words: [String], count: Int = .max) {
    self.words = words
    self.count = count
    var places: [String: Int32] = [:]
    for (index, word) in words.enumerated() { places[word] = Int32(clamping: index) }
    self.places = places
  }

  /// The place of each text.
  func indices(of texts: [String]) throws(UnknownWord) -> [Int32] {
    var indices: [Int32] = []
    indices.reserveCapacity(texts.count)
    for (row, text) in texts.enumerated() {
      guard let index = places[text], Int(index) < count else {
        throw UnknownWord(row: row, text: text)
      }
      indices.append(index)
    }
    return indices
  }

  /// The first words as a message shows them: "one of `a`, `b`".
  var listing: String {
    let shown = words.prefix(10).map { DataError.quote($0) }.joined(separator: ", ")
    return "one of \(shown)" + (words.count > 10 ? ", …" : "")
  }

  /// One row of `words.count` numbers for each index: 1 at the index, 0 elsewhere.
  func oneHot(_ indices: [Int32]) -> [Float] {
    var values = [Float](repeating: 0, count: indices.count * words.count)
    for (row, index) in indices.enumerated() { values[row * words.count + Int(index)] = 1 }
    return values
  }
}

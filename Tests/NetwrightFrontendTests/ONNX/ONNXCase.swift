import NetwrightTensor
import Testing

/// A line of `cases.txt`: one application of an ONNX operator and what ONNX makes of it.
struct ONNXCase: Sendable, CustomTestStringConvertible {
  /// Why a case says nothing about our ops.
  struct OutOfScope: Error { let reason: String }

  let line: Int
  let isAccepted: Bool
  let keyword: String
  let attributes: [String: String]
  let operands: [String]
  let results: [String]
  /// Values of operands that are constants.
  let constants: [String: String]

  init?(_ text: Substring, line: Int) {
    let fields = text.split(separator: "|", omittingEmptySubsequences: false).map(Self.trimmed)
    guard fields.count == 6 else { return nil }
    self.line = line
    isAccepted = fields[0] == "accepted"
    keyword = fields[1]
    attributes = Self.pairs(fields[2])
    operands = fields[3].split(separator: ";").map(Self.trimmed)
    results = fields[4].split(separator: ";").map(Self.trimmed)
    constants = Self.pairs(fields[5])
  }

  var testDescription: String { "line \(line): \(keyword) \(attributes) \(operands)" }

  private static func trimmed(_ text: Substring) -> String {
    String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }

  private static func pairs(_ text: String) -> [String: String] {
    var pairs: [String: String] = [:]
    for word in text.split(separator: " ") {
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2 { pairs[String(parts[0])] = String(parts[1]) }
    }
    return pairs
  }

  // MARK: What operators read

  func integers(_ name: String) -> [Int]? {
    attributes[name]?.split(separator: ",").compactMap { Int($0) }
  }

  func integer(_ name: String, default value: Int) -> Int { integers(name)?.first ?? value }

  func number(_ name: String, default value: Double) -> Double {
    attributes[name].flatMap { Double($0) } ?? value
  }

  /// The values of an operand that is a constant.
  func constant(_ operand: Int) -> [Int]? {
    constants["\(operand)"]?.split(separator: ",").compactMap { Int($0) }
  }

  func type(_ text: String) throws -> TensorType {
    let names = ["N": Dim(symbol: "N")]
    guard let type = try? DimensionParser.type(text, names: names) else {
      throw OutOfScope(reason: "an element type that we do not have")
    }
    return type
  }
}

import NetwrightIR
import NetwrightSyntax
import NetwrightTensor
import Testing

/// Recorded cases of ONNX's shape inference, through the shape rules of our ops and layers. `convert.py` has
/// written `cases.txt`; an importer as thin as can be says each operator in our ops.
@Suite struct ONNXShapeTests {
  static let cases: [ONNXCase] = {
    let path = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    guard let file = try? SourceReader.read(path: path.joined(separator: "/") + "/cases.txt") else {
      return []
    }
    let lines = String(decoding: file.bytes, as: UTF8.self).split(separator: "\n")
    return lines.enumerated().compactMap { ONNXCase($0.element, line: $0.offset + 1) }
  }()

  private enum Outcome: Equatable {
    case types([TensorType])
    case rejected
    case outOfScope(String)
  }

  private static func outcome(_ test: ONNXCase) -> Outcome {
    do {
      var builder = try ONNXBuilder(test)
      return .types(try builder.results())
    } catch let error as ONNXCase.OutOfScope {
      return .outOfScope(error.reason)
    } catch {
      return .rejected
    }
  }

  @Test("shapes are those of ONNX, and what ONNX rejects is rejected", arguments: cases)
  func agrees(test: ONNXCase) throws {
    let outcome = Self.outcome(test)
    if case .outOfScope = outcome { return }
    let stated = try test.results.map(test.type)
    if test.isAccepted {
      #expect(outcome == .types(stated))
    } else if !stated.isEmpty {
      // What is declared may be what is wrong.
      #expect(outcome != .types(stated))
    } else {
      #expect(outcome == .rejected)
    }
  }

  /// Cases by the reason why they say nothing about our ops.
  static let expectedCounts = [
    "no interpolation": 15,
    "an element type that we do not have": 9,
    "windows of poolings have no gaps": 5,
    "windows of three axes": 5,
    "our attention takes queries, keys and values in one operand": 3,
    "recurrences are layers, and loops in the graph": 3,
    "shapes are no operands": 3,
    "slices take every element of a box, in order": 3,
    "no op sorts": 2,
    "windows of poolings hold at least one element": 2,
    "channels without anything that has them": 1,
    "class indices are integers": 1,
    "diagonals are not offered": 1,
    "negative margins are slices here": 1,
    "no op gives places of largest elements": 1,
  ]

  @Test("what has no counterpart here, and why")
  func outOfScope() {
    var counts: [String: Int] = [:]
    for test in Self.cases {
      if case .outOfScope(let reason) = Self.outcome(test) { counts[reason, default: 0] += 1 }
    }
    #expect(Self.cases.count == 209)
    #expect(counts == Self.expectedCounts)
  }
}

import NetwrightIR
import NetwrightSyntax
import NetwrightTensor
import Testing

/// Recorded cases of ONNX's shape inference, through the shape rules of our ops. `convert.py` has
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
    "sums over named axes are a layer": 20,
    "no interpolation": 15,
    "no transposed convolution apart from the gradient of one": 11,
    "an element type that we do not have": 7,
    "losses take logits": 7,
    "truth values have no order": 6,
    "windows of poolings have no gaps": 5,
    "windows of three axes": 5,
    "constants have one value": 4,
    "no op gives places of largest elements": 3,
    "only whole rows are gathered": 3,
    "our attention takes queries, keys and values in one operand": 3,
    "recurrences are layers, and loops in the graph": 3,
    "shapes are no operands": 3,
    "sizes are known without computing them": 3,
    "slices take every element of a box, in order": 3,
    "masks are made of comparisons": 2,
    "no op sorts": 2,
    "rows are scattered into zeros only": 2,
    "windows of poolings hold at least one element": 2,
    "channels without anything that has them": 1,
    "class indices are integers": 1,
    "indices become vectors in the reader of data": 1,
    "negative margins are slices here": 1,
    "no cumulative sums": 1,
    "no normalization over neighbouring channels": 1,
    "no normalization over the pixels of one image": 1,
    "no such activation": 1,
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

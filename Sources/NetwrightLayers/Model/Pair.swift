import NetwrightDiagnostics
import NetwrightSchema
import NetwrightSyntax

/// A number for rows and one for columns; a single number in a spec stands for both.
package struct Pair: Hashable, Sendable {
  package let rows: Int
  package let columns: Int

  package var list: [Int] { [rows, columns] }
}

extension ValueType where Value == Pair {
  /// `5` or `[10, 4]`, each from 1.
  package static var pair: ValueType {
    let element = ValueType<Int>.integer(1...(1 << 31))
    let name = "a whole number from 1, or [rows, columns]"
    let form = ValueForm.oneOf([element.form, .tuple(element.form, counts: [2])])
    return ValueType(name, form: form) { (written, decoder) throws(Poisoned) in
      let node = decoder.listed(written, expecting: name)
      guard let nodes = node.sequence else {
        let value = try element.decode(node, decoder)
        return Pair(rows: value, columns: value)
      }
      guard nodes.count == 2 else {
        throw decoder.wrongCount(node, expecting: name, found: nodes.count)
      }
      return Pair(
        rows: try element.decode(nodes[0], decoder), columns: try element.decode(nodes[1], decoder))
    } text: {
      $0.rows == $0.columns ? "\($0.rows)" : "[\($0.rows), \($0.columns)]"
    }
  }
}

extension Decoder {
  func wrongCount(_ node: SyntaxNode, expecting expected: String, found: Int) -> Poisoned {
    let count = found == 1 ? "1 element" : "\(found) elements"
    return report(
      Diagnostic("E0109", "expected \(expected), found \(count)", at: node.useSpan)
        .expected(expected).found(count))
  }
}

import NetwrightDiagnostics
import NetwrightSchema
import NetwrightSyntax
import NetwrightTensor

/// How far windows reach over the edge of an image.
package enum Padding: Hashable, Sendable {
  /// Not at all.
  case valid
  /// As TensorFlow: `⌈size / stride⌉` results, the odd one of the padding after the image.
  case same
  case explicit(top: Int, left: Int, bottom: Int, right: Int)
}

extension ValueType where Value == Padding {
  package static var padding: ValueType {
    let element = ValueType<Int>.integer(0...(1 << 31))
    let name =
      "`same`, `valid`, a whole number from 0, [rows, columns] or [top, left, bottom, right]"
    let form = ValueForm.oneOf([
      .words(["same", "valid"]), element.form, .tuple(element.form, counts: [2, 4]),
    ])
    return ValueType(name, form: form) { (written, decoder) throws(Poisoned) in
      let node = try decoder.listed(decoder.resolved(written), expecting: name)
      if let text = node.scalar?.text {
        if text == "same" { return .same }
        if text == "valid" { return .valid }
        let isWord = text.unicodeScalars.first.map { $0.properties.isAlphabetic } ?? false
        if isWord, decoder.dims[text] == nil, Identifier.isValid(text) {
          return try decoder.choice(
            text, at: node.useSpan, expecting: name, among: ["same", "valid"])
            == "same" ? .same : .valid
        }
        let value = try element.decode(node, decoder)
        return .explicit(top: value, left: value, bottom: value, right: value)
      }
      let nodes = try decoder.sequence(of: node, expecting: name)
      var sizes: [Int] = []
      for node in nodes { sizes.append(try element.decode(node, decoder)) }
      switch sizes.count {
      case 2:
        return .explicit(top: sizes[0], left: sizes[1], bottom: sizes[0], right: sizes[1])
      case 4:
        return .explicit(top: sizes[0], left: sizes[1], bottom: sizes[2], right: sizes[3])
      default: throw decoder.wrongCount(node, expecting: name, found: sizes.count)
      }
    } text: {
      $0.text
    }
  }
}

extension Padding {
  fileprivate var text: String {
    switch self {
    case .valid: "valid"
    case .same: "same"
    case .explicit(let top, let left, let bottom, let right):
      top == left && left == bottom && bottom == right
        ? "\(top)"
        : top == bottom && left == right
          ? "[\(top), \(left)]"
          : "[\(top), \(left), \(bottom), \(right)]"
    }
  }
}

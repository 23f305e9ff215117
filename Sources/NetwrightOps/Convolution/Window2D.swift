import NetwrightIR
import NetwrightTensor

/// How windows lie over the rows and columns of an NHWC tensor: attributes of every op that slides.
package struct Window2D: Hashable, Sendable {
  /// Rows, columns.
  package var strides: [Int]
  /// Top, left, bottom, right.
  package var padding: [Int]
  /// Rows, columns; a dilation of 1 means neighbours.
  package var dilations: [Int]

  package init(
    strides: [Int] = [1, 1], padding: [Int] = [0, 0, 0, 0], dilations: [Int] = [1, 1]
  ) {
    self.strides = strides
    self.padding = padding
    self.dilations = dilations
  }

  package init(attributes: AttributeReader, dilated: Bool) throws(AttributeError) {
    strides = try attributes.list("strides", count: 2)
    padding = try attributes.list("padding", count: 4)
    dilations = dilated ? try attributes.list("dilations", count: 2) : [1, 1]
  }

  package func attributes(dilated: Bool) -> [Attribute] {
    [Attribute("strides", .integers(strides)), Attribute("padding", .integers(padding))]
      + (dilated ? [Attribute("dilations", .integers(dilations))] : [])
  }

  private static let margin = 0...(1 << 31)

  /// Rows and columns of the result, for windows of `kernel` rows and columns over `input`, NHWC.
  package func counts(
    over input: Operand, kernel: [Int], in context: ShapeContext
  ) throws(ShapeError) -> [Dim] {
    guard strides.count == 2, padding.count == 4, dilations.count == 2, kernel.count == 2 else {
      throw .attribute(
        name: "strides", value: strides.count, expected: "two numbers; `padding` takes four")
    }
    guard input.rank == 4 else { throw .rank(input, expected: "[batch, height, width, channels]") }
    for value in padding where !Self.margin.contains(value) {
      throw .attribute(name: "padding", value: value, expected: "a number from 0 to 2147483648")
    }
    var counts: [Dim] = []
    for axis in 0..<2 {
      // Both ends together, which stay below 2³², are checked as one margin each.
      let size = try context.compute(of: input) { () throws(SizeError) in
        try input.shape[1 + axis].adding(Dim(padding[axis]))
      }
      counts.append(
        try context.windowCount(
          size: size, padding: padding[axis + 2], window: kernel[axis],
          dilation: dilations[axis], stride: strides[axis], of: input))
    }
    return counts
  }
}

extension AttributeReader {
  /// A list of exactly so many integers.
  package func list(_ name: String, count: Int) throws(AttributeError) -> [Int] {
    let values = try integers(name)
    guard values.count == count else { throw .mistyped(name, expected: "\(count) integers") }
    return values
  }
}

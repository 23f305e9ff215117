/// A named tensor in host memory: row-major elements as bytes in the machine's (little-endian)
/// order. Any rank, any size including zero; `bytes.count` always equals shape × element size.
public struct HostTensor: Equatable, Sendable {
  public let name: String
  public let type: ElementType
  public let shape: [Int]
  public let bytes: [UInt8]

  /// `nil` when a size is negative, when the byte count overflows, or when `bytes` does not match.
  public init?(name: String, type: ElementType, shape: [Int], bytes: [UInt8]) {
    guard Self.byteCount(shape: shape, type: type) == bytes.count else { return nil }
    self.init(unchecked: name, type, shape, bytes)
  }

  init(unchecked name: String, _ type: ElementType, _ shape: [Int], _ bytes: [UInt8]) {
    self.name = name
    self.type = type
    self.shape = shape
    self.bytes = bytes
  }

  /// A vector or, with `shape`, a tensor of `f32`; the shape must hold exactly the values.
  public init?(name: String, shape: [Int]? = nil, floats: [Float]) {
    self.init(
      name: name, type: .f32, shape: shape ?? [floats.count],
      bytes: floats.withUnsafeBytes { Array($0) })
  }

  /// A vector of `f64`.
  public init(name: String, doubles: [Double]) {
    self.init(unchecked: name, .f64, [doubles.count], doubles.withUnsafeBytes { Array($0) })
  }

  /// The elements of an `f32` tensor; `nil` for any other type.
  public var floats: [Float]? { elements(of: .f32) }
  /// The elements of an `f64` tensor; `nil` for any other type.
  public var doubles: [Double]? { elements(of: .f64) }
  /// The elements of an `i32` tensor; `nil` for any other type.
  public var integers: [Int32]? { elements(of: .i32) }

  private func elements<Element: BitwiseCopyable>(of expected: ElementType) -> [Element]? {
    guard type == expected else { return nil }
    let count = bytes.count / MemoryLayout<Element>.size
    return bytes.withUnsafeBytes { source in
      (0..<count).map {
        source.loadUnaligned(fromByteOffset: $0 * MemoryLayout<Element>.size, as: Element.self)
      }
    }
  }

  /// The number of elements; `nil` when a size is negative or the product overflows. Zero sizes
  /// do not hide an overflow of the others: `[0, 2⁶², 4]` has none that strides could be built of.
  public static func elementCount(_ shape: [Int]) -> Int? {
    var (product, hasZero) = (1, false)
    for size in shape {
      if size < 0 { return nil }
      if size == 0 { hasZero = true }
      let (next, overflow) = product.multipliedReportingOverflow(by: max(size, 1))
      if overflow { return nil }
      product = next
    }
    return hasZero ? 0 : product
  }

  static func byteCount(shape: [Int], type: ElementType) -> Int? {
    // The product without zeros must fit too, see `elementCount`.
    guard let count = elementCount(shape) else { return nil }
    let (bytes, overflow) = count.multipliedReportingOverflow(by: type.byteCount)
    return overflow ? nil : bytes
  }
}

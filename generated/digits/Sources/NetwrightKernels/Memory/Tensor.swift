/// Elements in memory that somebody else owns: a pointer and nothing more.
///
/// Trivial on purpose, so that closures over it vanish when a skeleton is specialized. It knows no
/// size; whoever plans memory leaves at least 64 bytes of slack behind every buffer, since vector
/// loads always read full width.
@frozen
public struct Tensor<Element> {
  public let base: UnsafeMutablePointer<Element>

  @_alwaysEmitIntoClient @inline(__always)
  public init(_ base: UnsafeMutablePointer<Element>) { self.base = base }

  @_alwaysEmitIntoClient
  public subscript(_ index: Int) -> Element {
    @inline(__always) get { base[index] }
    @inline(__always) nonmutating set { base[index] = newValue }
  }

  /// The same memory from element `offset` on.
  @_alwaysEmitIntoClient @inline(__always)
  public func advanced(by offset: Int) -> Tensor { Tensor(base + offset) }
}

public typealias Floats = Tensor<Float>
public typealias Doubles = Tensor<Double>
public typealias Integers = Tensor<Int32>
public typealias Longs = Tensor<Int64>
public typealias Bytes = Tensor<UInt8>

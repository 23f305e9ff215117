/// Values of one input for any number of rows, row-major, as the program takes them.
public enum InputValues: Equatable, Sendable {
  case f32([Float])
  case f64([Double])
  case i32([Int32])
  case i64([Int64])
  case u8([UInt8])
  case bool([Bool])

  /// The type of an element.
  public var type: ElementType {
    switch self {
    case .f32: .f32
    case .f64: .f64
    case .i32: .i32
    case .i64: .i64
    case .u8: .u8
    case .bool: .bool
    }
  }

  /// Elements of all rows.
  public var count: Int {
    switch self {
    case .f32(let values): values.count
    case .f64(let values): values.count
    case .i32(let values): values.count
    case .i64(let values): values.count
    case .u8(let values): values.count
    case .bool(let values): values.count
    }
  }

  /// The bytes of all elements in order.
  func withBytes(_ body: (UnsafeRawBufferPointer) -> Void) {
    switch self {
    case .f32(let values): values.withUnsafeBytes(body)
    case .f64(let values): values.withUnsafeBytes(body)
    case .i32(let values): values.withUnsafeBytes(body)
    case .i64(let values): values.withUnsafeBytes(body)
    case .u8(let values): values.withUnsafeBytes(body)
    case .bool(let values): values.withUnsafeBytes(body)
    }
  }

  /// The first element that is an integer outside `0..<bound`, and its place.
  func firstIndex(outside bound: Int) -> (place: Int, value: Int)? {
    switch self {
    case .i32(let values): Self.firstIndex(of: values, outside: bound)
    case .i64(let values): Self.firstIndex(of: values, outside: bound)
    case .u8(let values): Self.firstIndex(of: values, outside: bound)
    case .f32, .f64, .bool: nil
    }
  }

  private static func firstIndex(
    of values: [some FixedWidthInteger], outside bound: Int
  ) -> (place: Int, value: Int)? {
    values.firstIndex { $0 < 0 || $0 >= bound }.map { ($0, Int(clamping: values[$0])) }
  }
}

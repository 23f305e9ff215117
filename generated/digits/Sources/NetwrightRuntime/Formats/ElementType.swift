/// The type of one element of a stored tensor.
@frozen public enum ElementType: String, Hashable, Sendable, CaseIterable {
  case f32, f64, i32, i64, u8, bool

  /// Bytes of one element.
  @inlinable public var byteCount: Int {
    switch self {
    case .f64, .i64: 8
    case .f32, .i32: 4
    case .u8, .bool: 1
    }
  }

  /// The name in a safetensors header.
  var safetensorsName: String {
    switch self {
    case .f32: "F32"
    case .f64: "F64"
    case .i32: "I32"
    case .i64: "I64"
    case .u8: "U8"
    case .bool: "BOOL"
    }
  }

  /// The place in the reference implementation's order of types: wider first, so that every
  /// tensor is aligned to its element.
  var safetensorsRank: Int {
    switch self {
    case .i64: 0
    case .f64: 1
    case .f32: 2
    case .i32: 3
    case .u8: 4
    case .bool: 5
    }
  }

  init?(safetensorsName name: String) {
    switch name {
    case "F32": self = .f32
    case "F64": self = .f64
    case "I32": self = .i32
    case "I64": self = .i64
    case "U8": self = .u8
    case "BOOL": self = .bool
    default: return nil
    }
  }
}

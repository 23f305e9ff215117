/// The type of one tensor element.
package enum DType: String, CaseIterable, Hashable, Sendable {
  case f32, f64, i32, i64, u8, bool

  /// The size of one element, in bytes.
  package var byteCount: Int {
    switch self {
    case .f64, .i64: 8
    case .f32, .i32: 4
    case .u8, .bool: 1
    }
  }

  package var isFloat: Bool { self == .f32 || self == .f64 }
  package var isInteger: Bool { self == .i32 || self == .i64 || self == .u8 }
}

import NetwrightIR
import NetwrightKernels
import NetwrightTensor

/// One number of any element type: `real` for floating point, `whole` for integers and for truth
/// values, which are 0 and 1. Which of the two counts, the element type says.
struct Number {
  var real = 0.0
  var whole: Int64 = 0

  init() {}
  init(real: Double) { self.real = real }
  init(whole: Int64) { self.whole = whole }
  init(_ isTrue: Bool) { whole = isTrue ? 1 : 0 }

  /// A constant of kernel IR.
  init(_ value: Double, as dtype: DType) {
    self = Number(real: value).converted(from: .f64, to: dtype)
  }

  var single: Float { Float(real) }
  var isTrue: Bool { whole != 0 }

  /// The element at an index of memory that holds elements of `dtype`.
  init(_ memory: UnsafeMutableRawPointer, _ dtype: DType, at index: Int) {
    switch dtype {
    case .f32: real = Double(memory.assumingMemoryBound(to: Float.self)[index])
    case .f64: real = memory.assumingMemoryBound(to: Double.self)[index]
    case .i32: whole = Int64(memory.assumingMemoryBound(to: Int32.self)[index])
    case .i64: whole = memory.assumingMemoryBound(to: Int64.self)[index]
    case .u8: whole = Int64(memory.assumingMemoryBound(to: UInt8.self)[index])
    case .bool: whole = memory.assumingMemoryBound(to: UInt8.self)[index] != 0 ? 1 : 0
    }
  }

  func store(_ memory: UnsafeMutableRawPointer, _ dtype: DType, at index: Int) {
    switch dtype {
    case .f32: memory.assumingMemoryBound(to: Float.self)[index] = single
    case .f64: memory.assumingMemoryBound(to: Double.self)[index] = real
    case .i32: memory.assumingMemoryBound(to: Int32.self)[index] = Int32(truncatingIfNeeded: whole)
    case .i64: memory.assumingMemoryBound(to: Int64.self)[index] = whole
    case .u8, .bool:
      memory.assumingMemoryBound(to: UInt8.self)[index] = UInt8(truncatingIfNeeded: whole)
    }
  }

  /// The same number in another element type, as emitted code converts: fractions are dropped, what
  /// does not fit an integer becomes its nearest end, integers wrap among themselves, and whatever
  /// is not 0 is true.
  func converted(from: DType, to: DType) -> Number {
    if from == to { return self }
    if to == .bool { return Number(from.isFloat ? real != 0 : whole != 0) }
    switch to {
    case .f32: return Number(real: Double(from.isFloat ? Float(real) : Float(whole)))
    case .f64: return Number(real: from.isFloat ? real : Double(whole))
    case .i32: return Number(whole: Int64(integer(from, Int32.self)))
    case .i64: return Number(whole: integer(from, Int64.self))
    case .u8: return Number(whole: Int64(integer(from, UInt8.self)))
    case .bool: return self
    }
  }

  private func integer<Integer: FixedWidthInteger>(_ from: DType, _ type: Integer.Type) -> Integer {
    from.isFloat ? truncated(real, to: type) : Integer(truncatingIfNeeded: whole)
  }
}

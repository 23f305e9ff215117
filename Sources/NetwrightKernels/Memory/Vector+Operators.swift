import CNetwrightVector

// The standard library has all of these for vectors of any kind, as loops over lanes. Here each is one
// instruction from the beginning, which is most of what compiling a kernel costs.

extension Vector {
  @_alwaysEmitIntoClient @_transparent @_optimize(none)
  public static func + (a: Self, b: Self) -> Self { nw_add(a, b) }

  @_alwaysEmitIntoClient @_transparent @_optimize(none)
  public static func - (a: Self, b: Self) -> Self { nw_subtract(a, b) }

  @_alwaysEmitIntoClient @_transparent @_optimize(none)
  public static func * (a: Self, b: Self) -> Self { nw_multiply(a, b) }

  @_alwaysEmitIntoClient @_transparent @_optimize(none)
  public static func / (a: Self, b: Self) -> Self { nw_divide(a, b) }

  @_alwaysEmitIntoClient @_transparent @_optimize(none)
  public static prefix func - (a: Self) -> Self { nw_subtract(Self(repeating: 0), a) }

  @_alwaysEmitIntoClient @_transparent @_optimize(none)
  public static func += (a: inout Self, b: Self) { a = nw_add(a, b) }

  @_alwaysEmitIntoClient @_transparent @_optimize(none)
  public func replacing(with other: Self, where mask: VectorMask) -> Self {
    nw_select(laneBits(mask), other, self)
  }

  @_alwaysEmitIntoClient @_transparent @_optimize(none)
  public func replacing(with other: Float, where mask: VectorMask) -> Self {
    nw_select(laneBits(mask), Self(repeating: other), self)
  }
}

extension IntVector {
  @_alwaysEmitIntoClient @_transparent @_optimize(none)
  public static func & (a: Self, b: Self) -> Self { nw_and(a, b) }

  @_alwaysEmitIntoClient @_transparent @_optimize(none)
  public static func | (a: Self, b: Self) -> Self { nw_or(a, b) }

  @_alwaysEmitIntoClient @_transparent @_optimize(none)
  public static func ^ (a: Self, b: Self) -> Self { nw_exclusive_or(a, b) }

  @_alwaysEmitIntoClient @_transparent @_optimize(none)
  public static func &<< (a: Self, b: Self) -> Self { nw_shift_left(a, b) }

  @_alwaysEmitIntoClient @_transparent @_optimize(none)
  public static func &>> (a: Self, b: Self) -> Self { nw_shift_right(a, b) }

  @_alwaysEmitIntoClient @_transparent @_optimize(none)
  public func replacing(with other: Self, where mask: VectorMask) -> Self {
    nw_select_int(laneBits(mask), other, self)
  }
}

/// All bits set in the lanes that are true.
@_alwaysEmitIntoClient @_transparent @_optimize(none)
func laneBits(_ mask: VectorMask) -> IntVector { mask._storage }

/// What passes may know of an op without knowing the op.
package struct OpTraits: OptionSet, Hashable, Sendable {
  package let rawValue: Int
  package init(rawValue: Int) { self.rawValue = rawValue }

  /// Each result element depends on the operand elements at the same index alone.
  package static let elementwise = OpTraits(rawValue: 1 << 0)
  /// Each result element is one operand element, at an affine index: costs nothing where it is read.
  package static let view = OpTraits(rawValue: 1 << 1)
  /// Keeps all elements in row-major order: the same memory under another shape.
  package static let reshaping = OpTraits(rawValue: 1 << 2)
  /// Makes elements of nothing, cheaply: constants, counters, random numbers.
  package static let generator = OpTraits(rawValue: 1 << 3)
  /// Folds axes away.
  package static let reduction = OpTraits(rawValue: 1 << 4)
  /// Has a kernel of its own that hands each result element to an epilogue.
  package static let epilogue = OpTraits(rawValue: 1 << 5)
  /// Has a kernel of its own.
  package static let skeleton = OpTraits(rawValue: 1 << 6)
  /// Stands for a graph of other ops.
  package static let composite = OpTraits(rawValue: 1 << 7)
  package static let commutative = OpTraits(rawValue: 1 << 8)
  /// Costs tens of cycles an element: not worth computing twice.
  package static let expensive = OpTraits(rawValue: 1 << 9)
  /// Ends differentiation: its operands get no gradient by intent.
  package static let opaqueToGradient = OpTraits(rawValue: 1 << 10)
  /// Has derivatives that jump; finite differences keep away from the places.
  package static let kinked = OpTraits(rawValue: 1 << 11)
  /// A composite op that states its gradient as a whole, which is shorter than that of its parts.
  package static let ownGradient = OpTraits(rawValue: 1 << 13)
  /// Runs its region many times. Passes go into it; fusion leaves the node alone.
  package static let loop = OpTraits(rawValue: 1 << 14)
  /// A node made by fusion: a region that becomes one kernel.
  package static let fused = OpTraits(rawValue: 1 << 12)
}

/// What a named dimension may be.
package struct SizeConstraint: Hashable, Sendable {
  /// Where values lie, as declared; from 1 up, and an upper end of `Int.max` is open.
  package let declared: ClosedRange<Int>
  /// The range from its first multiple to its last. Where there is none, both ends are the first
  /// multiple beyond the range.
  package let range: ClosedRange<Int>
  /// What every value is a multiple of.
  package let multiple: Int
  /// The value that engines are given.
  package let preferred: Int?

  package static let any = SizeConstraint(1...Int.max)

  package init(_ range: ClosedRange<Int>, multiple: Int = 1, preferred: Int? = nil) {
    let multiple = max(multiple, 1)
    let start = max(range.lowerBound, 1)
    declared = start...max(start, range.upperBound)
    let low = Self.multiple(from: start, of: multiple)
    let high =
      range.upperBound == .max ? Int.max : range.upperBound - range.upperBound % multiple
    self.range = low...max(low, high)
    self.multiple = multiple
    self.preferred = preferred
  }

  private static func multiple(from bound: Int, of step: Int) -> Int {
    let missing = (step - bound % step) % step
    let (sum, overflow) = bound.addingReportingOverflow(missing)
    return overflow ? bound : sum
  }

  package var isOpen: Bool { declared.upperBound == .max }

  package func admits(_ value: Int) -> Bool { declared.contains(value) && value % multiple == 0 }

  /// Whether any value is admitted.
  package var isPossible: Bool { admits(range.lowerBound) }

  /// The constraint with less; its preferred value is the admitted one nearest to this one's.
  func narrowed(to range: ClosedRange<Int>? = nil, multiple: Int? = nil) -> SizeConstraint {
    let wanted = SizeConstraint(range ?? declared, multiple: multiple ?? self.multiple)
    let value = preferred.map { preferred in
      let clamped = min(max(preferred, wanted.range.lowerBound), wanted.range.upperBound)
      return clamped - clamped % wanted.multiple
    }
    return SizeConstraint(wanted.declared, multiple: wanted.multiple, preferred: value)
  }

  /// As a spec writes it: `{range: 1..1024, multiple_of: 8, default: 512}`.
  package var description: String {
    var text = "{range: \(declared.lowerBound)..\(isOpen ? "" : "\(declared.upperBound)")"
    if multiple > 1 { text += ", multiple_of: \(multiple)" }
    if let preferred { text += ", default: \(preferred)" }
    return text + "}"
  }
}

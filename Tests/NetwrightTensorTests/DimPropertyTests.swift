import NetwrightTensor
import Testing

/// Robustness row 7: what the normal form and the solver say, against values.
@Suite struct DimPropertyTests {
  /// Raise it by hand for a long search: 1_000_000 expressions take minutes.
  static let expressionCount = 6_000
  static let pairCount = 250
  static let names = Dictionary(
    uniqueKeysWithValues: Expression.names.map { ($0, Dim(symbol: $0)) })

  @Test("the normal form has the value of the expression, negative operands included")
  func normalFormKeepsTheValue() throws {
    var numbers = SeededNumbers(1)
    var compared = 0
    for _ in 0..<Self.expressionCount {
      let expression = Expression.random(5, &numbers)
      guard let dim = try? DimensionParser.dim(expression.text, names: Self.names) else { continue }
      for _ in 0..<4 {
        let binding = Self.binding(&numbers)
        guard let expected = expression.value(binding) else { continue }
        let found = try dim.substituting(binding).constant
        #expect(found == expected, "\(expression.text) as \(dim) at \(binding)")
        compared += 1
      }
    }
    #expect(compared > 3 * Self.expressionCount)
  }

  @Test("the text of a normal form reads back as the same form")
  func textReadsBack() throws {
    var numbers = SeededNumbers(2)
    for _ in 0..<Self.expressionCount / 4 {
      let expression = Expression.random(4, &numbers)
      guard let dim = try? DimensionParser.dim(expression.text, names: Self.names) else { continue }
      let text = dim.description
      guard text.utf8.count <= DimensionParser.maximumLength else { continue }
      let again = try DimensionParser.dim(text, names: Self.names)
      #expect(again == dim, "\(expression.text) as \(text) and \(again)")
    }
  }

  @Test("no valuation contradicts a comparison")
  func comparisonsHold() {
    var numbers = SeededNumbers(3)
    var decided = 0
    for _ in 0..<Self.pairCount {
      let solver = Self.solver(&numbers)
      let left = Expression.random(3, &numbers)
      let right = Expression.relative(of: left, &numbers)
      guard let a = try? DimensionParser.dim(left.text, names: Self.names, solver: solver),
        let b = try? DimensionParser.dim(right.text, names: Self.names, solver: solver)
      else { continue }
      let k = Int.random(in: 1...6, using: &numbers)
      let bounds = solver.bounds(of: a)
      let short = solver.simplified(a)
      let questions: [(Truth, (Int, Int) -> Bool)] = [
        (solver.equal(a, b), { $0 == $1 }), (solver.atLeast(a, b), { $0 >= $1 }),
        (solver.less(a, b), { $0 < $1 }), (solver.divides(Dim(k), a), { x, _ in x % k == 0 }),
      ]
      for _ in 0..<6 {
        let binding = Self.admissible(solver, &numbers)
        guard let x = left.value(binding), let y = right.value(binding) else { continue }
        #expect(bounds.low <= x && x <= bounds.high, "\(left.text) at \(binding)")
        #expect((try? short.substituting(binding).constant) == x, "\(left.text) as \(short)")
        for (number, (truth, holds)) in questions.enumerated() where truth != .inconclusive {
          #expect(
            holds(x, y) == (truth == .yes),
            "question \(number): \(left.text), \(right.text), \(k) at \(binding)")
        }
      }
      decided += questions.count { $0.0 != .inconclusive }
    }
    // Random pairs seldom compare the same way everywhere; what can be decided is tested by name.
    #expect(decided > Self.pairCount / 2)
  }

  private static func binding(_ numbers: inout SeededNumbers) -> [String: Int] {
    Dictionary(
      uniqueKeysWithValues: Expression.names.map { ($0, Int.random(in: 1...40, using: &numbers)) })
  }

  private static func solver(_ numbers: inout SeededNumbers) -> Solver {
    var constraints: [String: SizeConstraint] = [:]
    for name in Expression.names where Int.random(in: 0..<4, using: &numbers) > 0 {
      let low = Int.random(in: 1...9, using: &numbers)
      let width = Int.random(in: 6...60, using: &numbers)
      let high = Bool.random(using: &numbers) ? Int.max : low + width
      constraints[name] = SizeConstraint(
        low...high, multiple: Int.random(in: 1...6, using: &numbers))
    }
    return Solver(constraints)
  }

  private static func admissible(
    _ solver: Solver, _ numbers: inout SeededNumbers
  ) -> [String: Int] {
    var binding: [String: Int] = [:]
    for name in Expression.names {
      let constraint = solver.constraint(of: name)
      let (low, step) = (constraint.range.lowerBound, constraint.multiple)
      let last = constraint.isOpen ? low + 20 * step : constraint.range.upperBound
      binding[name] = low + Int.random(in: 0...(last - low) / step, using: &numbers) * step
    }
    return binding
  }
}

extension Solver {
  /// The same size, shorter where ranges and multiples allow it: `(side + 1) // 2` is `side // 2`
  /// for an even `side`.
  package func simplified(_ dim: Dim) -> Dim {
    if dim.depth == 0 { return dim }
    do throws(SizeError) {
      let short = try reduced(dim).restoring { constraint(of: $0).multiple }
      return short.weight < dim.weight ? short : dim
    } catch { return dim }
  }

  package func simplified(_ type: TensorType) -> TensorType {
    guard type.shape.dims.contains(where: { $0.depth > 0 }) else { return type }
    return type.with(Shape(type.shape.dims.map { simplified($0) }))
  }
}

extension Dim {
  /// Writes what was a dimension divided by its unit in terms of the dimension again.
  fileprivate func restoring(_ unit: (String) -> Int) throws(SizeError) -> Dim {
    var sum = Dim(offset)
    for term in symbolic {
      var coefficient = term.coefficient
      var product = Dim(1)
      for factor in term.monomial.factors {
        let value: Dim
        switch factor {
        case .symbol(let name):
          let (symbol, unit) = (Dim(symbol: name), unit(name))
          let divides = coefficient % unit == 0
          if divides { coefficient /= unit }
          value = divides ? symbol : try symbol.floorDivided(by: unit)
        case .quotient(let dividend, let divisor):
          value = try dividend.restoring(unit).floorDivided(by: divisor.restoring(unit))
        case .positivePart(let inner): value = try inner.restoring(unit).positivePart()
        }
        product = try product.multiplied(by: value)
      }
      sum = try sum.adding(product.multiplied(by: Dim(coefficient)))
    }
    return sum
  }
}

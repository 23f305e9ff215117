import NetwrightIR
import NetwrightSchedule
import NetwrightSwiftText
import NetwrightTensor

/// Conversions, constants and offsets of a kernel body as Swift.
extension BodyPrinter {
  func convert(_ x: Expression, from: DType, to: DType) -> Expression {
    if from == to { return x }
    if to == .bool { return .infix(x, "!=", Expression("0"), .comparison) }
    if from == .bool { return Expression("\(to.numberType)(\(x.bound(.disjunction)) ? 1 : 0)") }
    if from.isFloat && to.isInteger {
      return Expression("truncated(\(x.text), to: \(to.numberType).self)")
    }
    if from.isInteger && to.isInteger {
      return Expression("\(to.numberType)(truncatingIfNeeded: \(x.text))")
    }
    return Expression("\(to.numberType)(\(x.text))")
  }

  func convertVector(
    _ x: Expression, from: DType, to: DType
  ) throws(EmissionError) -> Expression {
    if from == to { return x }
    switch (from, to) {
    case (.i32, .f32), (.bool, .f32): return .call("floats", [x])
    case (.f32, .i32), (.bool, .i32): return .call("integers", [x])
    case (.f32, .bool): return .infix(x, ".!=", Expression("Vector(repeating: 0.0)"), .comparison)
    case (.i32, .bool): return .infix(x, ".!=", Expression("IntVector(repeating: 0)"), .comparison)
    default: throw noVector(from.vectorType == nil ? from : to)
    }
  }

  func literal(_ value: Double, _ dtype: DType) -> String {
    switch dtype {
    case .f32: SwiftLiteral.float(Float(value))
    case .f64: SwiftLiteral.double(value)
    case .i32: String(Int32(exactly: value.rounded(.towardZero)) ?? 0)
    case .i64: String(Int64(exactly: value.rounded(.towardZero)) ?? 0)
    case .u8: String(UInt8(exactly: value.rounded(.towardZero)) ?? 0)
    case .bool: value != 0 ? "true" : "false"
    }
  }

  /// Swift for an offset: `row &* 64 &+ lane.index`. Nothing here can overflow: the memory plan has
  /// room for every place, so the cheap operators will do.
  func index(_ at: Affine) -> String {
    var text = ""
    for loop in layout.outer + layout.reduced + [layout.inner] {
      let coefficient = at.coefficients[loop.source]
      guard coefficient != 0, loop.size != 1, let name = indices[loop.source] else { continue }
      let term = abs(coefficient) == 1 ? name : "\(name) &* \(abs(coefficient))"
      if text.isEmpty {
        text = coefficient < 0 ? "0 &- \(term)" : term
      } else {
        text += (coefficient < 0 ? " &- " : " &+ ") + term
      }
    }
    if text.isEmpty { return String(at.offset) }
    if at.offset == 0 { return text }
    return text + (at.offset < 0 ? " &- " : " &+ ") + String(abs(at.offset))
  }
}

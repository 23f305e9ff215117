import NetwrightTensor

/// A tensor between the ops of the interpreter: `Float` for `f32` in precision `.f32`, otherwise
/// `Double`.
package enum ReferenceTensor: Sendable {
  case single(Buffer<Float>)
  case double(Buffer<Double>)

  package init(
    _ buffer: Buffer<Double>, type: TensorType, precision: ReferenceInterpreter.Precision
  ) {
    self =
      Self.isSingle(type, precision) ? .single(buffer.converted(to: Float.self)) : .double(buffer)
  }

  package init(
    _ buffer: Buffer<Float>, type: TensorType, precision: ReferenceInterpreter.Precision
  ) {
    self =
      Self.isSingle(type, precision) ? .single(buffer) : .double(buffer.converted(to: Double.self))
  }

  static func isSingle(
    _ type: TensorType, _ precision: ReferenceInterpreter.Precision
  ) -> Bool {
    precision == .f32 && type.dtype == .f32
  }

  package var double: Buffer<Double> {
    switch self {
    case .single(let buffer): buffer.converted(to: Double.self)
    case .double(let buffer): buffer
    }
  }

  package var single: Buffer<Float> {
    switch self {
    case .single(let buffer): buffer
    case .double(let buffer): buffer.converted(to: Float.self)
    }
  }

  var sizes: [Int] {
    switch self {
    case .single(let buffer): buffer.sizes
    case .double(let buffer): buffer.sizes
    }
  }

  var count: Int {
    switch self {
    case .single(let buffer): buffer.count
    case .double(let buffer): buffer.count
    }
  }
}

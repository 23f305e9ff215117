import NetwrightRandom

/// A random batch: integers uniform within their slot's bound, numbers uniform in [0, 1).
public enum SyntheticBatch {
  /// Fills every input of `program`; a pure function of seed and input names.
  public static func fill(_ program: any Program, seed: UInt64) {
    for (index, slot) in program.inputs.enumerated() {
      guard let count = HostTensor.elementCount(slot.shape) else { continue }
      let key = StableHash.key(seed: seed, name: "bench." + slot.name)
      let target = program.input(index)
      for element in 0..<count {
        let unit = Double(Philox.uniform(key: key, stream: 0, at: element))
        let whole = Int(unit * Double(max(slot.bound ?? 2, 1)))
        switch slot.type {
        case .f32: put(slot.bound == nil ? Float(unit) : Float(whole), target, element)
        case .f64: put(slot.bound == nil ? unit : Double(whole), target, element)
        case .i32: put(Int32(clamping: whole), target, element)
        case .i64: put(Int64(whole), target, element)
        case .u8: put(UInt8(clamping: whole), target, element)
        case .bool: put(UInt8(whole & 1), target, element)
        }
      }
    }
  }

  private static func put<Value: BitwiseCopyable>(
    _ value: Value, _ target: UnsafeMutableRawPointer, _ element: Int
  ) {
    target.storeBytes(of: value, toByteOffset: element * MemoryLayout<Value>.stride, as: Value.self)
  }
}

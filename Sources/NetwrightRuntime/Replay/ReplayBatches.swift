/// The batches of a replay: for each input of the program and each step the elements of one batch.
///
/// In the file an input stands as `NAME@0`, `NAME@1`, … (one tensor a step), as `NAME` with a
/// leading axis of steps, or as `NAME` in the shape of the input, which then serves every step.
/// Elements have the type of the input; `i64` may stand for `i32`. Everything is checked before
/// anything is copied, since kernels read what indices say unchecked.
public struct ReplayBatches: Sendable {
  /// How many steps there is data for.
  public let steps: Int
  private let sources: [Source]

  /// The batches of one input.
  struct Source {
    /// The elements of each step, in the type of the input.
    var batches: [ArraySlice<UInt8>]
    /// Whether the only batch serves every step.
    var isConstant = false

    func batch(of step: Int) -> ArraySlice<UInt8> { batches[isConstant ? 0 : step] }
  }

  /// - Parameter wanted: how many steps there must be data for; all that the file holds by default.
  /// - Throws: `ReplayError.batches` with every difference.
  public init(
    _ contents: Safetensors.Contents, path: String, inputs: [InputSlot], steps wanted: Int? = nil
  ) throws(ReplayError) {
    var reader = ReplayReader(contents)
    var found = inputs.map { reader.source(of: $0) }
    reader.refuseUnused()
    let counts = found.compactMap { $0.isConstant ? nil : $0.batches.count }
    steps = wanted ?? counts.min() ?? 1
    for (index, slot) in inputs.enumerated() where !found[index].isConstant {
      let count = found[index].batches.count
      if count < steps || (wanted == nil && count > steps) {
        reader.differences.append("`\(slot.name)` has \(count) batches, expected \(steps)")
      }
      found[index].batches = Array(found[index].batches.prefix(steps))
    }
    for (slot, source) in zip(inputs, found) { reader.checkIndices(of: source, slot) }
    sources = found
    if !reader.differences.isEmpty { throw .batches(path: path, differences: reader.differences) }
  }

  /// Copies the batches of a step (from 0, below `steps`) behind the program's inputs.
  public func fill(_ program: any Program, step: Int) {
    for (index, source) in sources.enumerated() {
      source.batch(of: step).withUnsafeBytes { bytes in
        guard let start = bytes.baseAddress else { return }
        program.input(index).copyMemory(from: start, byteCount: bytes.count)
      }
    }
  }
}

/// Takes the tensors of a file apart by the names of inputs, and gathers what does not fit.
struct ReplayReader {
  private var tensors: [String: HostTensor] = [:]
  private let names: [String]
  var differences: [String] = []

  init(_ contents: Safetensors.Contents) {
    names = contents.tensors.map(\.name)
    for tensor in contents.tensors { tensors[tensor.name] = tensor }
  }

  mutating func source(of slot: InputSlot) -> ReplayBatches.Source {
    if let tensor = tensors.removeValue(forKey: slot.name) { return source(of: slot, tensor) }
    var batches: [ArraySlice<UInt8>] = []
    while let tensor = tensors.removeValue(forKey: "\(slot.name)@\(batches.count)") {
      if tensor.shape != slot.shape { refuse(tensor, slot) }
      batches.append(elements(of: tensor, slot)[...])
    }
    if batches.isEmpty {
      differences.append("missing: `\(slot.name)` \(slot.type.rawValue)\(slot.shape)")
    }
    return ReplayBatches.Source(batches: batches)
  }

  private mutating func source(of slot: InputSlot, _ tensor: HostTensor) -> ReplayBatches.Source {
    let bytes = elements(of: tensor, slot)
    if tensor.shape == slot.shape {
      return ReplayBatches.Source(batches: [bytes[...]], isConstant: true)
    }
    guard let steps = tensor.shape.first, Array(tensor.shape.dropFirst()) == slot.shape else {
      refuse(tensor, slot)
      return ReplayBatches.Source(batches: [], isConstant: true)
    }
    // Batches without elements take no bytes: their number is bounded by nothing in the file.
    let size = bytes.count / max(steps, 1)
    guard size > 0 || steps == 0 else {
      return ReplayBatches.Source(batches: [[]], isConstant: true)
    }
    return ReplayBatches.Source(
      batches: (0..<steps).map { bytes[($0 * size)..<(($0 + 1) * size)] })
  }

  /// The elements in the type of the input.
  private mutating func elements(of tensor: HostTensor, _ slot: InputSlot) -> [UInt8] {
    if tensor.type == slot.type { return tensor.bytes }
    guard tensor.type == .i64, slot.type == .i32 else {
      refuse(tensor, slot)
      return []
    }
    var narrow: [UInt8] = []
    narrow.reserveCapacity(tensor.bytes.count / 2)
    for start in stride(from: 0, to: tensor.bytes.count, by: 8) {
      let number = tensor.bytes.withUnsafeBytes {
        $0.loadUnaligned(fromByteOffset: start, as: Int64.self)
      }
      // What does not fit becomes the least number, which is no index.
      let kept = Int32(exactly: number) ?? .min
      withUnsafeBytes(of: kept) { narrow += $0 }
    }
    return narrow
  }

  private mutating func refuse(_ tensor: HostTensor, _ slot: InputSlot) {
    differences.append(
      "mismatched: `\(tensor.name)` expected \(slot.type.rawValue)\(slot.shape), found "
        + "\(tensor.type.rawValue)\(tensor.shape)")
  }

  mutating func refuseUnused() {
    for name in names {
      guard let tensor = tensors[name] else { continue }
      differences.append("unexpected: `\(name)` \(tensor.type.rawValue)\(tensor.shape)")
    }
  }

  /// Reports the first number of each batch that the input's bound forbids.
  mutating func checkIndices(of source: ReplayBatches.Source, _ slot: InputSlot) {
    guard let bound = slot.bound else { return }
    for (step, batch) in source.batches.enumerated() {
      let wrong = batch.withUnsafeBytes { bytes in
        Self.firstWrong(bytes, slot.type, bound: bound)
      }
      guard let wrong else { continue }
      differences.append(
        "out of range: `\(slot.name)`, step \(step), element \(wrong.place): expected an integer "
          + "in 0..<\(bound), found \(wrong.text)")
    }
  }

  private static func firstWrong(
    _ bytes: UnsafeRawBufferPointer, _ type: ElementType, bound: Int
  ) -> (place: Int, text: String)? {
    for place in 0..<(bytes.count / type.byteCount) {
      let offset = place * type.byteCount
      let number: Double =
        switch type {
        case .f32: Double(bytes.loadUnaligned(fromByteOffset: offset, as: Float.self))
        case .f64: bytes.loadUnaligned(fromByteOffset: offset, as: Double.self)
        case .i32: Double(bytes.loadUnaligned(fromByteOffset: offset, as: Int32.self))
        case .i64: Double(bytes.loadUnaligned(fromByteOffset: offset, as: Int64.self))
        case .u8, .bool: Double(bytes[offset])
        }
      guard number >= 0, number < Double(bound), number == number.rounded() else {
        return (place, "\(number)")
      }
    }
    return nil
  }
}

extension Checkpoint {
  /// The prefix of the names of fitted statistics; slots must not use it.
  public static let statisticsPrefix = "statistics."

  /// The fitted statistics of the data.
  public var statistics: [HostTensor] {
    tensors.filter { $0.name.hasPrefix(Self.statisticsPrefix) }
  }

  /// Reads the persistent tensors of `program`; `roles` leaves out what a reader does not need.
  public static func tensors(
    of program: any Program, roles: [TensorSlot.Role] = [.parameter, .optimizerSlot, .state]
  ) -> [HostTensor] {
    var result: [HostTensor] = []
    for (index, slot) in program.slots.enumerated() where roles.contains(slot.role) {
      program.withTensor(index) { values in
        result.append(
          HostTensor(
            unchecked: slot.name, .f32, slot.shape, Array(UnsafeRawBufferPointer(values))))
      }
    }
    return result
  }

  /// Copies tensors into `program`. All differences are reported in one error, and then nothing
  /// was copied. Optimizer slots may be missing unless `needsOptimizer`.
  public func restore(
    into program: any Program, path: String, needsOptimizer: Bool
  ) throws(CheckpointError) {
    var found: [String: HostTensor] = [:]
    for tensor in tensors { found[tensor.name] = tensor }
    var differences: [String] = []
    if program.name != self.program {
      differences.append("program: expected `\(program.name)`, found `\(self.program)`")
    }
    for slot in program.slots {
      guard let tensor = found.removeValue(forKey: slot.name) else {
        if slot.role != .optimizerSlot || needsOptimizer {
          differences.append("missing: `\(slot.name)` f32\(slot.shape)")
        }
        continue
      }
      if tensor.type != .f32 || tensor.shape != slot.shape {
        differences.append(
          "mismatched: `\(slot.name)` expected f32\(slot.shape), found "
            + "\(tensor.type.rawValue)\(tensor.shape)")
      }
    }
    for tensor in tensors
    where found[tensor.name] != nil && !tensor.name.hasPrefix(Self.statisticsPrefix) {
      differences.append("unexpected: `\(tensor.name)` \(tensor.type.rawValue)\(tensor.shape)")
    }
    if !differences.isEmpty { throw .mismatch(path: path, differences: differences) }
    copy(into: program)
  }

  private func copy(into program: any Program) {
    var found: [String: HostTensor] = [:]
    for tensor in tensors { found[tensor.name] = tensor }
    for (index, slot) in program.slots.enumerated() {
      guard let tensor = found[slot.name] else { continue }
      program.withTensor(index) { values in
        tensor.bytes.withUnsafeBytes { source in
          let target = UnsafeMutableRawBufferPointer(values)
          // The sizes agree by `restore`'s check of the shape.
          if source.count == target.count { target.copyMemory(from: source) }
        }
      }
    }
  }
}

import NetwrightRuntime

/// What preprocessing learned from the training split: fitted once, restored ever after.
struct FittedStatistics {
  private let restored: [String: HostTensor]?
  private(set) var tensors: [HostTensor] = []
  private let path: String

  /// - Parameter restored: Statistics of a checkpoint; then nothing is fitted.
  init(restored: [HostTensor]?, path: String) {
    self.path = path
    self.restored = restored.map { tensors in
      var byName: [String: HostTensor] = [:]
      for tensor in tensors { byName[tensor.name] = tensor }
      return byName
    }
  }

  /// `count` values under `name`: restored, or fitted by `fit`.
  mutating func doubles(
    _ name: String, count: Int, fit: () throws(DataError) -> [Double]
  ) throws(DataError) -> [Double] {
    let name = Checkpoint.statisticsPrefix + name
    guard let restored else {
      let values = try fit()
      tensors.append(HostTensor(name: name, doubles: values))
      return values
    }
    guard let tensor = restored[name], let values = tensor.doubles, values.count == count else {
      throw DataError(
        "E0512", path: path, "the checkpoint has no fitted `\(name)` of f64[\(count)]",
        found: restored[name].map { "\($0.type.rawValue)\($0.shape)" } ?? "nothing",
        help: "use the weights that were trained with this data plan")
    }
    tensors.append(tensor)
    return values
  }

  /// Words under `name`, stored as UTF-8 with a NUL behind each, which no data file can hold.
  mutating func words(
    _ name: String, fit: () throws(DataError) -> [String]
  ) throws(DataError) -> [String] {
    let name = Checkpoint.statisticsPrefix + name
    guard let restored else {
      let words = try fit()
      let bytes: [UInt8] = words.reduce(into: []) { $0 += Array($1.utf8) + [0] }
      if let tensor = HostTensor(name: name, type: .u8, shape: [bytes.count], bytes: bytes) {
        tensors.append(tensor)
      }
      return words
    }
    guard let tensor = restored[name], tensor.type == .u8, tensor.bytes.last ?? 0 == 0 else {
      throw DataError(
        "E0512", path: path, "the checkpoint has no fitted `\(name)`",
        help: "use the weights that were trained with this data plan")
    }
    tensors.append(tensor)
    return tensor.bytes.split(separator: 0, omittingEmptySubsequences: false).dropLast()
      .map { String(decoding: $0, as: UTF8.self) }
  }
}

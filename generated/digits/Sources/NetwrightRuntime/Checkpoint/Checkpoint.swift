/// Everything that a run needs to go on bit for bit: tensors and the position in the run.
///
/// On disk it is one safetensors file, so that there is never a mixture of old and new files.
/// Its metadata hold a SHA-256 over the whole file (computed with the digest's own digits as
/// zeros); safetensors itself has no checksum.
public struct Checkpoint: Equatable, Sendable {
  static let formatVersion = "1"
  private static let blankDigest = String(repeating: "0", count: 64)

  public var program: String
  /// Steps done, and the epoch (from 1) in which the next step lies.
  public var step: Int
  public var epoch: Int
  public var seed: UInt64
  /// A digest of the data and plan that the run was started with; empty when unknown.
  public var dataDigest: String
  /// The length in bytes of `metrics.jsonl` at this point.
  public var logByteCount: Int
  /// Parameters, optimizer slots, state and fitted statistics.
  public var tensors: [HostTensor]

  public init(
    program: String, step: Int, epoch: Int, seed: UInt64, dataDigest: String = "",
    logByteCount: Int = 0, tensors: [HostTensor]
  ) {
    self.program = program
    self.step = step
    self.epoch = epoch
    self.seed = seed
    self.dataDigest = dataDigest
    self.logByteCount = logByteCount
    self.tensors = tensors
  }

  /// Replaces the file at `path` atomically.
  public func write(to path: String) throws(FileError) {
    let digest = Self.digest(contents(digest: Self.blankDigest))
    try Safetensors.write(contents(digest: digest), to: path)
  }

  /// Reads and verifies. Throws `FileError`, `SafetensorsError` or `CheckpointError`.
  public init(path: String) throws {
    let found = try Safetensors.read(path)
    var values: [String: String] = [:]
    for pair in found.metadata { values[pair.key] = pair.value }
    guard let version = values["version"], let digest = values["digest"] else {
      throw CheckpointError.damaged(path: path, reason: "its version or digest is missing")
    }
    guard version == Self.formatVersion else {
      throw CheckpointError.version(path: path, found: version, expected: Self.formatVersion)
    }
    guard let step = values["step"].flatMap(WholeNumber.parse), step <= 1 << 53,
      let epoch = values["epoch"].flatMap(WholeNumber.parse),
      let seed = values["seed"].flatMap(WholeNumber.parseUnsigned),
      let logByteCount = values["log_bytes"].flatMap(WholeNumber.parse),
      let program = values["program"], let dataDigest = values["data"]
    else { throw CheckpointError.damaged(path: path, reason: "its metadata are incomplete") }
    self.init(
      program: program, step: step, epoch: epoch, seed: seed, dataDigest: dataDigest,
      logByteCount: logByteCount, tensors: found.tensors)
    // The digest covers the canonical file, and that must be what was found: nothing else, not
    // even another spelling of a number, counts as intact.
    let canonical = contents(digest: Self.blankDigest)
    guard canonical.metadata.map(\.key) == found.metadata.map(\.key),
      Self.digest(canonical) == digest
    else {
      throw CheckpointError.damaged(path: path, reason: "its contents contradict its digest")
    }
  }

  private func contents(digest: String) -> Safetensors.Contents {
    Safetensors.order(
      Safetensors.Contents(
        metadata: [
          .init("program", program), .init("version", Self.formatVersion),
          .init("step", String(step)), .init("epoch", String(epoch)),
          .init("seed", String(seed)), .init("data", dataDigest),
          .init("log_bytes", String(logByteCount)), .init("digest", digest),
        ], tensors: tensors))
  }

  private static func digest(_ ordered: Safetensors.Contents) -> String {
    var hash = SHA256()
    hash.update(Safetensors.headerBytes(ordered))
    for tensor in ordered.tensors { hash.update(tensor.bytes) }
    return hash.finish()
  }
}

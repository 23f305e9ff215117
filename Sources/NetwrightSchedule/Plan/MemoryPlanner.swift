import NetwrightIR
import NetwrightTensor

/// Gives every buffer its place in the arena: persistent tensors and inputs one after the other,
/// then scratch by lifetime (`ArenaPacker`). Training and evaluation share the scratch: they never
/// run at once.
enum MemoryPlanner {
  static let alignment = 64
  /// Vector loads may run past the end of a tensor by less than this.
  static let slack = 64

  struct Plan {
    let buffers: [PlannedBuffer]
    /// Bytes of the arena.
    let bytes: Int
    /// Bytes of tensors, without slack, that are needed at once at the fullest time.
    let liveBytes: Int
  }

  static func place(_ table: BufferTable) -> Plan {
    var offsets = [Int](repeating: 0, count: table.entries.count)
    var end = 0
    let fixed = table.entries.indices.filter { table.entries[$0].storage != .scratch }
    let persistentFirst =
      fixed.filter { isPersistent(table.entries[$0]) }
      + fixed.filter { !isPersistent(table.entries[$0]) }
    for number in persistentFirst {
      offsets[number] = end
      end += footprint(table.entries[number].type)
    }
    let fixedBytes = fixed.reduce(0) { $0 + table.entries[$1].type.byteCount }
    var total = end
    var liveBytes = fixedBytes
    for mode in Set(table.entries.map(\.mode)).sorted() where !mode.isEmpty {
      let scratch = table.entries.indices.filter { table.entries[$0].mode == mode }
      let placement = ArenaPacker.place(scratch.map { claim(of: table.entries[$0]) })
      for (number, offset) in zip(scratch, placement.offsets) { offsets[number] = end + offset }
      total = max(total, end + placement.bytes)
      liveBytes = max(liveBytes, fixedBytes + largestLiveSet(scratch.map { table.entries[$0] }))
    }
    let buffers = zip(table.entries, offsets).map { entry, offset in
      PlannedBuffer(
        name: entry.name, type: entry.type, storage: entry.storage, offset: offset,
        lifetime: entry.storage == .scratch
          ? .init(mode: entry.mode, first: entry.first, last: entry.last) : nil)
    }
    return Plan(buffers: buffers, bytes: total, liveBytes: liveBytes)
  }

  private static func claim(of entry: BufferTable.Entry) -> ArenaPacker.Claim {
    ArenaPacker.Claim(size: footprint(entry.type), first: entry.first, last: entry.last)
  }

  private static func largestLiveSet(_ entries: [BufferTable.Entry]) -> Int {
    ArenaPacker.largestLiveSet(
      of: entries.map {
        ArenaPacker.Claim(size: $0.type.byteCount, first: $0.first, last: $0.last)
      })
  }

  private static func isPersistent(_ entry: BufferTable.Entry) -> Bool {
    if case .persistent = entry.storage { return true }
    return false
  }

  /// The bytes that a tensor takes, slack and alignment included.
  static func footprint(_ type: TensorType) -> Int {
    (type.byteCount + slack + alignment - 1) / alignment * alignment
  }
}

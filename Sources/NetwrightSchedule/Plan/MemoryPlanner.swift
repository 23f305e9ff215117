import NetwrightIR
import NetwrightTensor

/// Gives every buffer its place in the arena: persistent tensors and inputs one after the other,
/// then scratch by lifetime, the largest first, each at the lowest place that is free while it lives.
/// Training and evaluation share the scratch: they never run at once.
enum MemoryPlanner {
  static let alignment = 64
  /// Vector loads may run past the end of a tensor by less than this.
  static let slack = 64

  static func place(_ table: BufferTable) -> (buffers: [PlannedBuffer], bytes: Int) {
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
    var total = end
    for mode in Set(table.entries.map(\.mode)).sorted() where !mode.isEmpty {
      let scratch = table.entries.indices.filter { table.entries[$0].mode == mode }
      total = max(total, placeScratch(scratch, table, start: end, &offsets))
    }
    let buffers = zip(table.entries, offsets).map { entry, offset in
      PlannedBuffer(
        name: entry.name, type: entry.type, storage: entry.storage, offset: offset,
        lifetime: entry.storage == .scratch
          ? .init(mode: entry.mode, first: entry.first, last: entry.last) : nil)
    }
    return (buffers, total)
  }

  private static func isPersistent(_ entry: BufferTable.Entry) -> Bool {
    if case .persistent = entry.storage { return true }
    return false
  }

  /// The bytes that a tensor takes, slack and alignment included.
  static func footprint(_ type: TensorType) -> Int {
    (type.byteCount + slack + alignment - 1) / alignment * alignment
  }

  private static func placeScratch(
    _ numbers: [Int], _ table: BufferTable, start: Int, _ offsets: inout [Int]
  ) -> Int {
    let order = numbers.sorted {
      let (a, b) = (table.entries[$0].type.byteCount, table.entries[$1].type.byteCount)
      return a != b ? a > b : $0 < $1
    }
    var placed: [Int] = []
    var end = start
    for number in order {
      let entry = table.entries[number]
      let size = footprint(entry.type)
      let rivals = placed.filter {
        table.entries[$0].first <= entry.last && entry.first <= table.entries[$0].last
      }.sorted { offsets[$0] < offsets[$1] }
      var candidate = start
      for rival in rivals {
        if offsets[rival] >= candidate + size { break }
        candidate = max(candidate, offsets[rival] + footprint(table.entries[rival].type))
      }
      offsets[number] = candidate
      end = max(end, candidate + size)
      placed.append(number)
    }
    return end
  }
}

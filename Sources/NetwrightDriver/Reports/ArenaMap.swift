import NetwrightDiagnostics
import NetwrightSchedule

/// Where the tensors of a program lie, when, and who shares a place.
struct ArenaMap {
  struct Row {
    let buffer: PlannedBuffer
    /// The buffers that lie in the same bytes at other times.
    let sharedWith: Int
  }

  let total: Int
  let fixedBytes: Int
  /// Bytes of the scratch that is needed at once, at the worst moment of the mode.
  let largestLiveSet: Int
  /// From the start of the scratch to the end of the last buffer of the mode.
  let scratchBytes: Int
  /// What the scratch would take without reuse.
  let sumOfScratch: Int
  let rows: [Row]

  init(_ plan: ProgramPlan, mode: String) {
    total = plan.arenaBytes
    let scratch = plan.buffers.filter { $0.lifetime?.mode == mode }
    let fixed = plan.buffers.filter { $0.lifetime == nil }
    fixedBytes = fixed.map { $0.offset + $0.footprint }.max() ?? 0
    sumOfScratch = scratch.reduce(0) { $0 + $1.footprint }
    scratchBytes = (scratch.map { $0.offset + $0.footprint }.max() ?? fixedBytes) - fixedBytes
    largestLiveSet = Self.largestLiveSet(scratch)
    rows = Self.rows(fixed + scratch)
  }

  private static func largestLiveSet(_ buffers: [PlannedBuffer]) -> Int {
    worst(buffers).bytes
  }

  /// The stretch at which most bytes are live.
  static func worstMoment(_ buffers: [PlannedBuffer]) -> Int { worst(buffers).phase }

  private static func worst(_ buffers: [PlannedBuffer]) -> (phase: Int, bytes: Int) {
    var changes: [(phase: Int, bytes: Int)] = []
    for buffer in buffers {
      guard let lifetime = buffer.lifetime else { continue }
      changes.append((lifetime.first, buffer.footprint))
      if lifetime.last < .max { changes.append((lifetime.last + 1, -buffer.footprint)) }
    }
    changes.sort { ($0.phase, $0.bytes) < ($1.phase, $1.bytes) }
    var live = 0
    var most = (phase: 0, bytes: 0)
    for change in changes {
      live += change.bytes
      if live > most.bytes { most = (change.phase, live) }
    }
    return most
  }

  private static func rows(_ buffers: [PlannedBuffer]) -> [Row] {
    let sorted = buffers.sorted {
      ($0.offset, $0.lifetime?.first ?? 0) < ($1.offset, $1.lifetime?.first ?? 0)
    }
    return sorted.enumerated().map { place, buffer in
      let end = buffer.offset + buffer.footprint
      let later = sorted[(place + 1)...].prefix { $0.offset < end }.count
      let earlier = sorted[..<place].count { $0.offset + $0.footprint > buffer.offset }
      return Row(buffer: buffer, sharedWith: later + earlier)
    }
  }

  // MARK: Text

  var lines: [String] {
    var lines = [
      "  arena            \(Quantity.bytes(total))",
      "  kept             \(Quantity.bytes(fixedBytes)): parameters, optimizer, state, inputs",
      "  scratch          \(Quantity.bytes(scratchBytes)) for "
        + "\(Quantity.bytes(sumOfScratch)) of tensors",
      "  needed at once   \(Quantity.bytes(largestLiveSet)) at most; the arena has "
        + "\(Quantity.decimal(ratio, 3)) × that",
    ]
    var table = TextTable(
      [
        ("offset", .right), ("size", .right), ("stretches", .right), ("shared", .right),
        ("tensor", .left),
      ], indent: "  ")
    for row in rows {
      let buffer = row.buffer
      table.add([
        buffer.offset.grouped, Quantity.bytes(buffer.type.byteCount),
        Self.stretches(buffer),
        row.sharedWith == 0 ? "" : "\(row.sharedWith)", "\(buffer.name) \(buffer.type)",
      ])
    }
    lines.append("")
    return lines + table.lines
  }

  private var ratio: Double {
    largestLiveSet > 0 ? Double(scratchBytes) / Double(largestLiveSet) : 1
  }

  private static func stretches(_ buffer: PlannedBuffer) -> String {
    guard let lifetime = buffer.lifetime else { return "always" }
    return "\(lifetime.first)–\(lifetime.last == .max ? "end" : "\(lifetime.last)")"
  }

  // MARK: JSON

  var json: JSONValue {
    .object([
      ("arena_bytes", .integer(total)), ("kept_bytes", .integer(fixedBytes)),
      ("scratch_bytes", .integer(scratchBytes)), ("scratch_sum", .integer(sumOfScratch)),
      ("largest_live_set", .integer(largestLiveSet)),
      (
        "buffers",
        .array(
          rows.map { row in
            let lifetime = row.buffer.lifetime
            return .object([
              ("name", .string(row.buffer.name)), ("type", .string(row.buffer.type.description)),
              ("offset", .integer(row.buffer.offset)), ("bytes", .integer(row.buffer.footprint)),
              ("first", lifetime.map { .integer($0.first) } ?? .null),
              (
                "last",
                lifetime.flatMap { $0.last == .max ? nil : .integer($0.last) } ?? .null
              ),
              ("shared_with", .integer(row.sharedWith)),
            ])
          })
      ),
    ])
  }
}

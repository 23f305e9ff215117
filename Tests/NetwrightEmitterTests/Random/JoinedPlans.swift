import NetwrightIR
import NetwrightSchedule
import NetwrightTensor

/// Training steps of many plans as one program: every name of plan K starts with `gK.`, its loss is
/// the result `gK.loss`. The step and the seed are the same for all.
enum JoinedPlans {
  static func join(_ plans: [ProgramPlan], name: String) -> ProgramPlan {
    var functions: [KernelFunction] = []
    var buffers: [PlannedBuffer] = []
    var items: [StepItem] = []
    var outputs: [(name: String, buffer: Int)] = []
    var reshaped: [String: TensorType] = [:]
    var end = 0
    for (number, plan) in plans.enumerated() {
      guard let step = plan.training else { continue }
      let prefix = "g\(number)."
      let places = plan.buffers.map { buffer -> Int in
        let isCounter = buffer.storage == .input(.step) || buffer.storage == .input(.seed)
        if isCounter, let known = buffers.firstIndex(where: { $0.storage == buffer.storage }) {
          return known
        }
        buffers.append(
          PlannedBuffer(
            name: isCounter ? buffer.name : prefix + buffer.name, type: buffer.type,
            storage: buffer.storage, offset: end + buffer.offset))
        return buffers.count - 1
      }
      let mover = StepMover(places: places, functionOffset: functions.count)
      items += step.items.enumerated().map { mover.moved($1, isFirst: $0 == 0 && number > 0) }
      functions += plan.functions.map {
        KernelFunction(name: "g\(number)_\($0.name)", kernel: $0.kernel)
      }
      outputs += step.outputs.map { (name: prefix + $0.name, buffer: places[$0.buffer]) }
      for (name, type) in step.reshapedOutputs { reshaped[prefix + name] = type }
      end += (plan.arenaBytes + 127) / 64 * 64
    }
    return ProgramPlan(
      name: name, functions: functions, buffers: buffers,
      training: StepPlan(items: items, outputs: outputs, loss: nil, reshapedOutputs: reshaped),
      evaluation: StepPlan(items: [], outputs: [], loss: nil), arenaBytes: end, liveBytes: end,
      operationCount: 0)
  }
}

/// A plan in which every tensor has memory of its own, its 64 bytes of slack, and a zone behind
/// that nobody may touch.
struct RedZones {
  static let size = 512
  let plan: ProgramPlan
  /// Bytes from the start of the arena that may be read and not written: the slack.
  let slacks: [Range<Int>]
  /// Bytes that must not be touched.
  let zones: [Range<Int>]

  init(_ plan: ProgramPlan) {
    var buffers: [PlannedBuffer] = []
    var (slacks, zones): ([Range<Int>], [Range<Int>]) = ([], [])
    var offset = Self.size
    zones.append(0..<Self.size)
    for buffer in plan.buffers {
      buffers.append(
        PlannedBuffer(
          name: buffer.name, type: buffer.type, storage: buffer.storage, offset: offset))
      let end = offset + buffer.type.byteCount
      // Rounded up to the granularity of the poison.
      let readable = (end + 64 + 7) / 8 * 8
      let next = (readable + Self.size + 63) / 64 * 64
      slacks.append(end..<readable)
      zones.append(readable..<next)
      offset = next
    }
    self.slacks = slacks
    self.zones = zones
    self.plan = ProgramPlan(
      name: plan.name, functions: plan.functions, buffers: buffers, training: plan.training,
      evaluation: plan.evaluation, arenaBytes: offset, liveBytes: offset,
      operationCount: plan.operationCount)
  }

  /// A file of the program's module that poisons the zones and fills the slacks, and that tells
  /// afterwards how many bytes of slack have changed.
  func guardFile(program: String) -> String {
    func list(_ ranges: [Range<Int>]) -> String {
      ranges.map { "\($0.lowerBound), \($0.count)," }.joined(separator: "\n    ")
    }
    return """
      import NetwrightKernels

      @_silgen_name("__asan_poison_memory_region")
      private func poison(_ start: UnsafeRawPointer, _ count: Int)

      extension \(program) {
        public func guardMemory() {
          for zone in stride(from: 0, to: Self.zones.count, by: 2) {
            poison(memory.base + Self.zones[zone], Self.zones[zone + 1])
          }
          for slack in stride(from: 0, to: Self.slacks.count, by: 2) {
            let start = memory.base + Self.slacks[slack]
            start.initializeMemory(as: UInt8.self, repeating: 0xA5, count: Self.slacks[slack + 1])
          }
        }

        public var changedSlackBytes: Int {
          var changed = 0
          for slack in stride(from: 0, to: Self.slacks.count, by: 2) {
            for place in 0..<Self.slacks[slack + 1] {
              let byte = (memory.base + Self.slacks[slack] + place).load(as: UInt8.self)
              if byte != 0xA5 { changed += 1 }
            }
          }
          return changed
        }

        private static let zones = [
          \(list(zones))
        ]
        private static let slacks = [
          \(list(slacks))
        ]
      }
      """
  }
}

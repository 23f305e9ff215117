import NetwrightIR

/// A call or a loop before barriers and functions are known.
indirect enum PendingItem {
  case call(PendingCall)
  case loop(PendingLoop)
}

struct PendingCall {
  let kernel: Kernel
  let operands: [OperandPlace]
  let title: String
  let origin: Origin
  var phase = 0
}

struct PendingLoop {
  let count: Int
  let reversed: Bool
  var items: [PendingItem]
  /// The phases of its calls; set by `Phases`.
  var phases = 0...0
}

/// Numbers the stretches between barriers: a kernel that touches what an earlier one of the same
/// stretch stores, or stores what it reads, starts a new one. So does every turn of a loop, and what
/// follows the loop.
struct Phases {
  private var phase = 0
  private var read: Set<Int> = []
  private var written: Set<Int> = []
  private var workspaceTaken = false

  static func assign(_ items: inout [PendingItem]) {
    var phases = Phases()
    phases.assign(&items)
  }

  private mutating func assign(_ items: inout [PendingItem]) {
    for index in items.indices {
      switch items[index] {
      case .call(var call):
        place(&call)
        items[index] = .call(call)
      case .loop(var loop):
        begin()
        let first = phase
        assign(&loop.items)
        loop.phases = first...phase
        items[index] = .loop(loop)
        begin()
      }
    }
  }

  private mutating func begin() {
    phase += 1
    (read, written, workspaceTaken) = ([], [], false)
  }

  private mutating func place(_ call: inout PendingCall) {
    let operands = zip(call.operands, call.kernel.operands)
    let reads = Set(operands.filter { $0.1.access == .read }.map(\.0.buffer))
    let writes = Set(operands.filter { $0.1.access == .write }.map(\.0.buffer))
    let conflicts =
      !reads.isDisjoint(with: written) || !writes.isDisjoint(with: written)
      || !writes.isDisjoint(with: read) || (workspaceTaken && call.kernel.usesWorkspace)
    if conflicts { begin() }
    read.formUnion(reads)
    written.formUnion(writes)
    workspaceTaken = workspaceTaken || call.kernel.usesWorkspace
    call.phase = phase
  }
}

/// The phases in which each buffer is in use. What comes from outside a loop, or stays from turn to
/// turn, is in use as long as the loop runs.
struct Lifetimes {
  private let buffers: BufferTable
  private(set) var spans: [Int: ClosedRange<Int>] = [:]

  init(of items: [PendingItem], in buffers: BufferTable) {
    self.buffers = buffers
    add(items, inside: [])
  }

  private mutating func add(_ items: [PendingItem], inside loops: [PendingLoop]) {
    for item in items {
      switch item {
      case .loop(let loop): add(loop.items, inside: loops + [loop])
      case .call(let call):
        for operand in call.operands {
          let home = buffers.entries[operand.buffer].depth
          let span = loops.count > home ? loops[home].phases : call.phase...call.phase
          let known = spans[operand.buffer] ?? span
          spans[operand.buffer] =
            min(known.lowerBound, span.lowerBound)...max(known.upperBound, span.upperBound)
        }
      }
    }
  }
}

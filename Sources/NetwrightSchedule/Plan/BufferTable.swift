import NetwrightIR
import NetwrightTensor

/// The tensors of a program before they have addresses.
struct BufferTable {
  struct Entry {
    let name: String
    let type: TensorType
    let storage: PlannedBuffer.Storage
    /// The step that a scratch buffer belongs to, with its first and last phase there.
    var mode = ""
    /// How many loops around make a scratch buffer anew with every turn.
    var depth = 0
    var first = 0
    var last = 0
  }

  private(set) var entries: [Entry] = []
  private var numbers: [String: Int] = [:]
  private var names: Set<String> = []

  func number(ofInput name: String) -> Int? { numbers[name] }

  /// Adds the inputs of a graph that are not there yet: tensors that persist first.
  mutating func addInputs(of graph: Graph) {
    for input in graph.inputs where numbers[input.name] == nil {
      let storage: PlannedBuffer.Storage =
        input.role.isPersistent ? .persistent(input.role) : .input(input.role)
      numbers[input.name] = entries.count
      names.insert(input.name)
      entries.append(Entry(name: input.name, type: graph.type(of: input.value), storage: storage))
    }
  }

  mutating func addScratch(
    _ title: String, _ type: TensorType, mode: String, depth: Int = 0
  ) -> Int {
    var name = title
    var suffix = 2
    while !names.insert(name).inserted {
      name = "\(title)_\(suffix)"
      suffix += 1
    }
    entries.append(Entry(name: name, type: type, storage: .scratch, mode: mode, depth: depth))
    return entries.count - 1
  }

  mutating func setLifetime(_ number: Int, first: Int, last: Int) {
    entries[number].first = first
    entries[number].last = last
  }
}

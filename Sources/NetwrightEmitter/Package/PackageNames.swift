import NetwrightIR
import NetwrightSchedule
import NetwrightSwiftText

/// Every identifier of an emitted package, each made once.
struct PackageNames {
  /// The model's module and its class: `LeNet`.
  let type: String
  /// The class that trains and evaluates: `LeNetProgram`.
  let program: String
  /// The module of the executable: `LeNetTrain`.
  let train: String
  /// The executable: `lenet-train`.
  let executable: String
  /// For each buffer of the plan, its property of `Memory`.
  let memory: [String]
  /// For each function of the plan, its name and those of its operands.
  let functions: [String]
  let operands: [[OperandName]]

  init(_ plan: ProgramPlan) {
    var types = NameScope(reserved: RuntimeNames.types)
    var wish = SwiftIdentifier.upperCamel(plan.name)
    let reserved = Set(RuntimeNames.types.map { $0.lowercased() })
    if reserved.contains(wish.lowercased()) { wish += "Model" }
    type = types.claim(wish)
    program = types.claim(type + "Program")
    train = types.claim(type + "Train")
    let words = SwiftIdentifier.words(in: plan.name).map { $0.lowercased() }
    executable = (words.isEmpty ? ["model"] : words).joined(separator: "-") + "-train"
    var properties = NameScope(reserved: ["base", "workspace", "workspaceFloats", "init"])
    memory = plan.buffers.map { properties.claim(SwiftIdentifier.lowerCamel($0.name)) }
    var names = NameScope(reserved: RuntimeNames.functions)
    functions = plan.functions.map { names.claim(SwiftIdentifier.lowerCamel($0.name)) }
    operands = Self.operandNames(plan)
  }

  /// Operands are called after the buffers that calls pass: by the last words that all calls have
  /// in common, `conv1.weight` and `conv2.weight` giving `weight`.
  private static func operandNames(_ plan: ProgramPlan) -> [[OperandName]] {
    var calls = [[KernelCall]](repeating: [], count: plan.functions.count)
    for call in (plan.training?.calls ?? []) + plan.evaluation.calls {
      if calls.indices.contains(call.function) { calls[call.function].append(call) }
    }
    return plan.functions.enumerated().map { number, function in
      var scope = NameScope(reserved: RuntimeNames.functions + ["folded", "step"])
      var wishes: Set<String> = []
      return function.kernel.operands.enumerated().map { place, operand in
        let names = calls[number].map { plan.buffers[$0.buffers[place]].name }
        var words = commonEnding(names.map(SwiftIdentifier.words))
        if words.isEmpty { words = [operand.access == .read ? "input" : "output"] }
        // The next value of what is read as well.
        if !wishes.insert(words.joined(separator: "_")).inserted, operand.access == .write {
          words.insert("new", at: 0)
        }
        let wish = SwiftIdentifier.lowerCamel(words.joined(separator: "_"))
        return OperandName(name: scope.claim(wish), type: operand.type)
      }
    }
  }

  private static func commonEnding(_ lists: [[String]]) -> [String] {
    guard var result = lists.first else { return [] }
    for list in lists.dropFirst() {
      let pairs = zip(result.reversed(), list.reversed()).prefix { $0 == $1 }
      result = pairs.map(\.0).reversed()
    }
    // A word of digits alone names nothing.
    while let first = result.first, first.allSatisfy(\.isNumber) { result.removeFirst() }
    return result
  }
}

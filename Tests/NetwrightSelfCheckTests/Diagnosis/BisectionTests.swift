import NetwrightIR
import NetwrightOps
import NetwrightPasses
import NetwrightSchedule
import NetwrightSelfCheck
import NetwrightTensor
import RandomGraphs
import Testing

@Suite struct BisectionTests {
  /// tanh(x · w) · v, with a mean for the loss.
  private func training() throws -> RandomTraining {
    var builder = GraphBuilder(name: "small")
    let x = builder.input("x1", TensorType(sizes: [3, 4]))
    let w = builder.input("w", TensorType(sizes: [4, 2]), role: .parameter)
    let v = builder.input("v", TensorType(sizes: [3, 2]), role: .parameter)
    let y = builder.multiply(builder.tanh(builder.contract(x, w)), v)
    builder.output("loss", builder.mean(y, axes: [0, 1]), role: .loss)
    return try RandomTraining(builder.finish(), seed: 3)
  }

  /// The mean of `h ← tanh(h · w + x)` over four turns.
  private func recurrence() throws -> RandomTraining {
    var builder = GraphBuilder(name: "recurrence")
    let x = builder.input("x1", TensorType(sizes: [4, 2, 3]))
    let w = builder.input("w", TensorType(sizes: [3, 3]), role: .parameter)
    let start = builder.input("start", TensorType(sizes: [2, 3]), role: .parameter)
    let (_, outputs) = builder.scan(carries: [start], sequences: [x], constants: [w], length: 4) {
      body, region in
      let product = region.contract(body.carries[0], body.constants[0])
      let next = region.tanh(region.add(product, body.elements[0]))
      return ([next], [next])
    }
    builder.output("loss", builder.mean(outputs[0], axes: [0, 1, 2]), role: .loss)
    return try RandomTraining(builder.finish(), seed: 3)
  }

  /// The standard passes with one more at a place among all of them, those before differentiation
  /// first.
  private func pipeline(inserting pass: any Pass, at place: Int) -> PassSelection {
    var (forward, passes) = (forwardPipeline, standardPipeline)
    if place < forward.count {
      forward.insert(pass, at: place)
    } else {
      passes.insert(pass, at: place - forward.count)
    }
    return PassSelection(forwardPasses: forward, passes: passes)
  }

  private func rows(_ passes: PassSelection) throws -> [SelfCheck.Row] {
    let training = try training()
    return try SelfCheck(training.source, training.inputs, passes: passes).rows()
  }

  @Test("all engines agree where nothing is wrong, a useless pass included")
  func agreement() throws {
    for passes in [.all, pipeline(inserting: AddZeros(), at: 2)] as [PassSelection] {
      let rows = try rows(passes)
      #expect(rows.map(\.agrees) == [true, true, true, true, true, true], "\(rows)")
    }
  }

  @Test("a pass that changes values is named, wherever it stands", arguments: [0, 3, 4, 8, 12])
  func guiltyPass(place: Int) throws {
    let rows = try rows(pipeline(inserting: MistakeProducts(), at: place))
    let guilty = SelfCheck.Row.Engine.allOptimized
    for row in rows {
      let expected = guilty.contains(row.engine)
      #expect(row.agrees != expected, "\(row)")
      if expected {
        #expect(row.culprit == .pass("mistake-products", place: place))
        #expect(!row.differences.isEmpty)
      }
    }
  }

  @Test("a pass that drops an update, and one that fails, are named too")
  func otherFaults() throws {
    for pass in [ForgetUpdate(), RefuseProducts()] as [any Pass] {
      let rows = try rows(pipeline(inserting: pass, at: 8))
      let wrong = rows.filter { !$0.agrees }
      #expect(!wrong.isEmpty)
      for row in wrong {
        #expect(row.culprit == .pass(type(of: pass).name, place: 8), "\(row)")
      }
    }
  }

  @Test("a kernel that stores something else is named, by its title")
  func guiltyKernel() throws {
    let training = try training()
    let optimized = try training.source.optimized(.all)
    let plan = try KernelEngine.plan(optimized)
    let check = try SelfCheck(training.source, training.inputs)
    #expect(try check.kernels(plan, of: optimized, .kernels).agrees)
    let step = try #require(plan.training)
    var names: [String] = []
    for (place, call) in step.calls.enumerated() where call.title != KernelCall.copyTitle {
      guard let broken = plan.replacing(call: place) else { continue }
      let row = try check.kernels(broken, of: optimized, .kernels)
      let first = step.calls.firstIndex { $0.function == call.function }
      #expect(!row.agrees)
      guard case .kernel(let title, let found, _) = row.culprit else {
        Issue.record("\(row)")
        continue
      }
      #expect(found == first)
      names.append(title)
    }
    #expect(!names.isEmpty)
  }

  @Test("a loop that stores something else is named, by its first kernel")
  func guiltyLoop() throws {
    let training = try recurrence()
    let optimized = try training.source.optimized(.all)
    let plan = try KernelEngine.plan(optimized)
    let check = try SelfCheck(training.source, training.inputs)
    #expect(try check.kernels(plan, of: optimized, .kernels).agrees)
    let step = try #require(plan.training)
    let loop = try #require(step.items.firstIndex { if case .loop = $0 { true } else { false } })
    let first = step.items[..<loop].reduce(0) { $0 + $1.calls.count }
    let broken = try #require(
      (first..<first + step.items[loop].calls.count).lazy.compactMap { plan.replacing(call: $0) }
        .first)
    let row = try check.kernels(broken, of: optimized, .kernels)
    guard case .kernel(_, let found, _) = row.culprit else {
      Issue.record("\(row)")
      return
    }
    #expect(found == first)
  }

  @Test("failing random graphs shrink to a few nodes")
  func minimized() throws {
    let passes = pipeline(inserting: MistakeProducts(), at: 0)
    var sizes: [Int] = []
    for seed in 1...6 as ClosedRange<UInt64> {
      guard let failure = try RandomCheck.check(seed: seed, .small, passes: passes) else {
        continue
      }
      let graph = try GraphParser.graph(failure.text, ops: opRegistry)
      sizes.append(graph.nodes.count)
      #expect(failure.reason.contains("mistake-products"))
      #expect(try RandomCheck.check(graph, seed: seed, passes: passes) != nil)
    }
    #expect(sizes.count >= 4)
    #expect(sizes.allSatisfy { $0 <= 6 }, "\(sizes)")
  }
}

extension SelfCheck.Row.Engine {
  static let allOptimized: [Self] = [.optimizedDouble, .optimized, .kernels, .fast]
}

extension ProgramPlan {
  /// One kernel stores something else; `nil` where it stores no floats in a loop.
  func replacing(call place: Int) -> ProgramPlan? {
    guard let training else { return nil }
    let function = functions[training.calls[place].function]
    let form: KernelForm
    switch function.kernel.form {
    case .loops(let nests, let separated):
      guard let changed = nests.first?.withOtherResult else { return nil }
      form = .loops([changed] + nests.dropFirst(), separated: separated)
    case .skeleton(let skeleton, let reads, let epilogue):
      guard let changed = epilogue.withOtherResult else { return nil }
      form = .skeleton(skeleton, reads: reads, epilogue: changed)
    case .whole: return nil
    }
    let kernel = Kernel(operands: function.kernel.operands, form: form)
    var functions = self.functions
    functions[training.calls[place].function] = KernelFunction(name: function.name, kernel: kernel)
    return ProgramPlan(
      name: name, functions: functions, buffers: buffers, training: training,
      evaluation: evaluation, arenaBytes: arenaBytes, liveBytes: liveBytes,
      operationCount: operationCount)
  }
}

extension LoopNest {
  /// The same nest with 7 added to what it stores first.
  fileprivate var withOtherResult: LoopNest? {
    var body = self.body
    for (place, stage) in stages.enumerated() {
      guard case .store(let operand, let target, let value) = stage, body[value].dtype == .f32
      else { continue }
      let seven = body.emit(.constant(7), .f32)
      let sum = body.emit(.apply(.add, [value, seven]), .f32)
      var changed = stages
      changed[place] = .store(operand: operand, at: target, sum)
      return LoopNest(
        kind: kind, outer: outer, reduced: reduced, inner: inner, body: body, stages: changed)
    }
    return nil
  }
}

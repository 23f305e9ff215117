import NetwrightData
import NetwrightRuntime
import Testing

@Suite struct FieldEncoderTests {
  private let folder = TemporaryFolder()

  private func encoder(
    _ plan: DataPlan, _ input: InputSlot, _ statistics: [HostTensor] = []
  ) throws(DataError) -> FieldEncoder {
    try FieldEncoder(plan, input: input, statistics: statistics, path: "w.safetensors")
  }

  private func plan(_ kind: FieldPlan.Kind, columns: [String] = ["a"]) -> DataPlan {
    DataPlan(
      source: .csv(path: "t.csv"), fields: [FieldPlan(name: "x", columns: columns, kind: kind)])
  }

  private func loaded<Element>(
    _ source: any BatchSource, width: Int, _ zero: Element
  ) -> [Element] {
    var result = [Element](repeating: zero, count: source.rows * width)
    let rows = (0..<Int32(source.rows)).map { $0 }
    rows.withUnsafeBufferPointer { rows in
      result.withUnsafeMutableBytes { bytes in
        if let start = bytes.baseAddress { source.fill(rows: rows, input: 0, into: start) }
      }
    }
    return result
  }

  @Test(
    "raw numbers become bit for bit what training was fed",
    arguments: [
      [Transform.scale(1.0 / 255)], [.standardize(.perColumn)],
      [.scale(0.1), .standardize(.perChannel), .scale(3), .standardize(.perColumn)],
    ])
  func numbers(transforms: [Transform]) throws {
    try folder.write("t.csv", "a,b\n39.1,3750\n40.3,3250.7\n36.7,-1e-3\n1e7,0.3\n")
    let raw = [39.1, 3750, 40.3, 3250.7, 36.7, -1e-3, 1e7, 0.3]
    let plan = plan(.number(transforms: transforms), columns: ["a", "b"])
    let input = InputSlot(name: "x", shape: [2, 2], type: .f32)
    let splits = try plan.load(from: DataFolder(root: folder.path), inputs: [input])
    let encoder = try encoder(plan, input, splits.statistics)
    let expected = loaded(splits.train, width: 2, Float(0))
    #expect(try encoder.encode(raw) == .f32(expected))
    #expect(try encoder.encode([Double]()) == .f32([]))
  }

  @Test("categories become what training was fed, also those that it found itself")
  func categories() throws {
    try folder.write("t.csv", "a\nred\nblue\nred\n")
    let raw = ["red", "blue", "red"]
    for words in [nil, ["red", "blue", "green"]] {
      let width = words?.count ?? 2
      let oneHot = InputSlot(name: "x", shape: [1, width], type: .f32)
      var plan = plan(.category(.oneHot, vocabulary: words))
      var splits = try plan.load(from: DataFolder(root: folder.path), inputs: [oneHot])
      #expect(
        try encoder(plan, oneHot, splits.statistics).encode(raw)
          == .f32(loaded(splits.train, width: width, Float(9))))
      let index = InputSlot(name: "x", shape: [1], type: .i32, bound: width)
      plan.fields[0].kind = .category(.index, vocabulary: words)
      splits = try plan.load(from: DataFolder(root: folder.path), inputs: [index])
      #expect(
        try encoder(plan, index, splits.statistics).encode(raw)
          == .i32(loaded(splits.train, width: 1, Int32(9))))
    }
  }

  @Test("what cannot be encoded is reported with its row")
  func faults() throws {
    let slot = InputSlot(name: "x", shape: [1, 2], type: .f32)
    let numbers = try encoder(plan(.number(), columns: ["a", "b"]), slot)
    #expect(
      throws: PredictionError.number(input: "x", row: 2, element: 1, found: .infinity)
    ) { try numbers.encode([1, 2, Double.infinity, 4]) }
    #expect(throws: PredictionError.number(input: "x", row: 1, element: 2, found: 1e39)) {
      try numbers.encode([1, 1e39])
    }
    #expect(throws: PredictionError.type(input: "x", expected: .f32, found: .i32)) {
      try numbers.encode([Int32(1)])
    }
    let words = try encoder(plan(.category(.oneHot, vocabulary: ["red", "blue"])), slot)
    #expect(
      throws: PredictionError.category(
        input: "x", row: 2, found: "`green`", expected: "one of `red`, `blue`")
    ) { try words.encode(["red", "green"]) }
    let index = InputSlot(name: "x", shape: [1], type: .i32, bound: 3)
    let indices = try encoder(plan(.classIndex(classes: 4)), index)
    #expect(try indices.encode([Int32(0), 2]) == .i32([0, 2]))
    #expect(throws: PredictionError.index(input: "x", row: 2, found: 3, bound: 3)) {
      try indices.encode([Int32(2), 3])
    }
  }

  @Test("weights without the statistics of a field are refused")
  func missing() {
    let slot = InputSlot(name: "x", shape: [1, 1], type: .f32)
    func code(_ plan: DataPlan, _ slot: InputSlot, _ statistics: [HostTensor] = []) -> String? {
      do throws(DataError) {
        _ = try encoder(plan, slot, statistics)
        return nil
      } catch {
        return error.code
      }
    }
    let standardized = plan(.number(transforms: [.standardize(.perColumn)]))
    #expect(code(standardized, slot) == "E0512")
    let mean = HostTensor(name: "statistics.x.0.mean", doubles: [1])
    #expect(code(standardized, slot, [mean]) == "E0512")
    let deviation = HostTensor(name: "statistics.x.0.deviation", doubles: [1])
    #expect(code(standardized, slot, [mean, deviation]) == nil)
    #expect(code(plan(.category(.oneHot)), slot) == "E0512")
    #expect(code(plan(.category(.oneHot, vocabulary: ["a", "b"])), slot) == "E0508")
    #expect(code(plan(.tensor(shape: [2])), slot) == "E0508")
  }
}

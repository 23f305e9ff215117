import NetwrightRuntime
import Testing

@testable import NetwrightData

@Suite struct DataPlanTests {
  private let folder = TemporaryFolder()

  private func load(
    _ plan: DataPlan, _ inputs: [InputSlot], restoring: [HostTensor]? = nil
  ) throws -> Splits {
    try plan.load(from: DataFolder(root: folder.path), inputs: inputs, restoring: restoring)
  }

  private func error(_ plan: DataPlan, _ inputs: [InputSlot]) -> DataError? {
    do throws(DataError) {
      _ = try plan.load(from: DataFolder(root: folder.path), inputs: inputs)
      return nil
    } catch {
      return error
    }
  }

  private func values<Element>(
    _ source: any BatchSource, input: Int, width: Int, _ zero: Element
  ) -> [Element] {
    var result = [Element](repeating: zero, count: source.rows * width)
    let rows = (0..<Int32(source.rows)).map { $0 }
    rows.withUnsafeBufferPointer { rows in
      result.withUnsafeMutableBytes { bytes in
        if let start = bytes.baseAddress { source.fill(rows: rows, input: input, into: start) }
      }
    }
    return result
  }

  private let numbers = FieldPlan(
    name: "x", columns: ["b", "a"],
    kind: .number(transforms: [.scale(2), .standardize(.perColumn)]))

  @Test("statistics see the training rows alone and can be restored")
  func standardize() throws {
    try folder.write("train.csv", "a,b\n1,10\n3,10\n")
    try folder.write("test.csv", "b,a\n20,5\n")
    let plan = DataPlan(
      source: .csv(path: "train.csv"), test: .csv(path: "test.csv"), fields: [numbers])
    let inputs = [InputSlot(name: "x", shape: [4, 2], type: .f32)]
    let splits = try load(plan, inputs)
    // By hand: columns b and a doubled have means 20 and 4, deviations 0 (so 1) and 2.
    #expect(
      splits.statistics == [
        HostTensor(name: "statistics.x.1.mean", doubles: [20, 4]),
        HostTensor(name: "statistics.x.1.deviation", doubles: [0, 2]),
      ])
    #expect(values(splits.train, input: 0, width: 2, Float(9)) == [0, -1, 0, 1])
    #expect(values(splits.test, input: 0, width: 2, Float(9)) == [20, 3])
    #expect(splits.validation.rows == 0)

    let other = [
      HostTensor(name: "statistics.x.1.mean", doubles: [0, 0]),
      HostTensor(name: "statistics.x.1.deviation", doubles: [1, 1]),
    ]
    let restored = try load(plan, inputs, restoring: other)
    #expect(restored.statistics == other)
    #expect(values(restored.test, input: 0, width: 2, Float(9)) == [40, 10])
    #expect(throws: DataError.self) { try load(plan, inputs, restoring: []) }
  }

  @Test("categories are fitted on the training rows, sorted, and encoded either way")
  func categories() throws {
    try folder.write("train.csv", "c\nred\nblue\nred\n")
    var plan = DataPlan(
      source: .csv(path: "train.csv"),
      fields: [.init(name: "c", columns: ["c"], kind: .category(.oneHot))])
    let oneHot = try load(plan, [InputSlot(name: "c", shape: [1, 2], type: .f32)])
    #expect(values(oneHot.train, input: 0, width: 2, Float(9)) == [0, 1, 1, 0, 0, 1])
    #expect(oneHot.statistics.map(\.bytes) == [Array("blue\0red\0".utf8)])

    plan.fields[0].kind = .category(.index, vocabulary: ["red", "blue"])
    let slot = InputSlot(name: "c", shape: [1], type: .i32)
    #expect(values(try load(plan, [slot]).train, input: 0, width: 1, Int32(9)) == [0, 1, 0])

    plan.fields[0].kind = .category(.index)
    plan.test = .csv(path: "test.csv")
    try folder.write("test.csv", "c\nblue\n\"gre\"\"en\"\n")
    #expect(
      error(plan, [slot])?.description == """
        error[E0510]: unknown category of `c` in row 2, column `c`
         --> test.csv:3:2
          expected: one of `blue`, `red`
          found: `gre"en`
          help: list the value under `category:` of the field
        """)
  }

  @Test(
    "class indices out of range name row, value and bound",
    arguments: [
      "-1", "3", "2147483648", "1.5", "99999999999999999999",
    ])
  func classIndex(text: String) throws {
    try folder.write("t.csv", "y\n0\n\(text)\n")
    let plan = DataPlan(
      source: .csv(path: "t.csv"),
      fields: [.init(name: "y", columns: ["y"], kind: .classIndex(classes: 3))])
    let found = error(plan, [InputSlot(name: "y", shape: [1], type: .i32, bound: 3)])
    #expect(found?.code == "E0509")
    #expect(found?.message == "the class index of `y` is out of range in row 2, column `y`")
    #expect(found?.line == 3 && found?.column == 1)
    #expect(found?.expected == "an integer in 0..<3")
    #expect(found?.found?.isEmpty == false)
  }

  @Test("numbers and missing values are checked at their place")
  func cells() throws {
    try folder.write("t.csv", "a,b\n1,2\n,4\n5,x\n")
    var plan = DataPlan(source: .csv(path: "t.csv"), fields: [numbers])
    let inputs = [InputSlot(name: "x", shape: [1, 2], type: .f32)]
    #expect(
      error(plan, inputs)?.description == """
        error[E0505]: the value of `a` is missing
         --> t.csv:3:1
          found: ``
          help: fill the cell, or leave such rows out with `missing: drop`
        """)
    plan.missing = .dropRow
    #expect(
      error(plan, inputs)?.description == """
        error[E0504]: expected a number in row 2, column `b`
         --> t.csv:4:3
          expected: a finite decimal number such as `-1.5e3`
          found: `x`
        """)
    try folder.write("t.csv", "a,b\n1,2\n,4\n5,6\n")
    #expect(try load(plan, inputs).train.rows == 2)
    try folder.write("t.csv", "a,b\n1,1e39\n")
    plan.fields[0].kind = .number()
    #expect(error(plan, inputs)?.code == "E0504")
  }

  @Test("images are standardized per channel, labels stratify")
  func images() throws {
    let pixels = (0..<16).map { UInt8($0) }
    let header: [UInt8] = [0, 0, 8, 3, 0, 0, 0, 4, 0, 0, 0, 2, 0, 0, 0, 2]
    try folder.write("i.gz", GzipFixture.member(header + pixels))
    try folder.write("l", [0, 0, 8, 1, 0, 0, 0, 4, 0, 0, 1, 1])
    let plan = DataPlan(
      source: .idx(images: "i.gz", labels: "l"),
      fields: [
        .init(
          name: "image", columns: ["images"],
          kind: .tensor(shape: [2, 2, 1], transforms: [.standardize(.perChannel)])),
        .init(name: "label", columns: ["labels"], kind: .classIndex(classes: 2)),
      ], split: SplitPlan(train: 0.5, validation: 0.5, stratify: "label"))
    let inputs = [
      InputSlot(name: "label", shape: [2], type: .i32, bound: 2),
      InputSlot(name: "image", shape: [2, 2, 2, 1], type: .f32),
    ]
    let splits = try load(plan, inputs)
    #expect(values(splits.train, input: 0, width: 1, Int32(9)) == [0, 1])
    #expect(values(splits.validation, input: 0, width: 1, Int32(9)) == [0, 1])
    let train = values(splits.train, input: 1, width: 4, Float(9))
    #expect(abs(train.reduce(0, +)) < 1e-5)
    #expect(abs(train.reduce(0) { $0 + $1 * $1 } / 8 - 1) < 1e-5)
    #expect(splits.statistics.map(\.shape) == [[1], [1]])
    #expect(splits.digest == (try load(plan, inputs)).digest)
    var other = plan
    other.split.seed = 1
    #expect(splits.digest != (try load(other, inputs)).digest)

    try folder.write("l", [0, 0, 8, 1, 0, 0, 0, 4, 0, 0, 1, 2])
    #expect(
      error(plan, inputs)?.description == """
        error[E0509]: the class index of `label` is out of range in row 4, element 1
         --> l
          expected: an integer in 0..<2
          found: 2
        """)
    try folder.write("l", [0, 0, 8, 1, 0, 0, 0, 3, 0, 0, 1])
    #expect(error(plan, inputs)?.code == "E0506")
  }

  @Test("fields that do not fit their inputs are refused")
  func misfits() throws {
    try folder.write("t.csv", "a,b\n1,2\n")
    var plan = DataPlan(source: .csv(path: "t.csv"), fields: [numbers])
    #expect(error(plan, [InputSlot(name: "x", shape: [1, 3], type: .f32)])?.code == "E0508")
    #expect(error(plan, [InputSlot(name: "x", shape: [1, 2], type: .i32)])?.code == "E0508")
    #expect(error(plan, [InputSlot(name: "z", shape: [1, 2], type: .f32)])?.code == "E0508")
    plan.fields[0].kind = .tensor(shape: [3])
    #expect(error(plan, [InputSlot(name: "x", shape: [1, 3], type: .f32)])?.code == "E0508")
    plan.fields[0].kind = .tensor(shape: [.max, .max])
    #expect(error(plan, [InputSlot(name: "x", shape: [1, 3], type: .f32)])?.code == "E0508")
    plan.test = .csv(path: "t.csv")
    plan.split.test = 0.5
    plan.split.train = 0.5
    #expect(error(plan, [InputSlot(name: "x", shape: [1, 2], type: .f32)])?.code == "E0511")
  }
}

import NetwrightKernels
import Testing

@Suite struct ContractionTests {
  struct Shape {
    var batches = 1
    let rows: Int
    let columns: Int
    let depth: Int
  }

  static let shapes: [Shape] = {
    var shapes: [Shape] = []
    for rows in [0, 1, 3, 4, 5, 6, 7, 11, 12, 13, 25] {
      for columns in [0, 1, 4, 7, 8, 9, 15, 16, 17, 33, 70] {
        for depth in [0, 1, 5, 16, 31] {
          shapes.append(Shape(rows: rows, columns: columns, depth: depth))
        }
      }
    }
    shapes += [
      Shape(rows: 79, columns: 80, depth: 300), Shape(rows: 150, columns: 130, depth: 257),
      Shape(rows: 13, columns: 40, depth: 2100), Shape(rows: 70, columns: 300, depth: 1025),
      // More rows than one block of strips, several blocks of depth; packed and not.
      Shape(rows: 601, columns: 70, depth: 530), Shape(rows: 533, columns: 389, depth: 517),
      Shape(batches: 3, rows: 9, columns: 20, depth: 12),
      Shape(batches: 9, rows: 17, columns: 33, depth: 40),
    ]
    return shapes
  }()

  @Test("agrees with a sum in f64, in every order in memory", arguments: [0, 1, 2, 3])
  func againstDoubles(order: Int) {
    let (one, two) = (Team(threads: 1), Team(threads: 2))
    for shape in Self.shapes {
      let single = run(shape, order: order, team: one)
      #expect(single.wrong == 0, "\(shape)")
      #expect(run(shape, order: order, team: two).bits == single.bits, "\(shape)")
    }
  }

  /// The number of results out of bounds, and all bits. The epilogue adds to what is there, so a
  /// second call for one result would show.
  private func run(_ shape: Shape, order: Int, team: Team) -> (wrong: Int, bits: [UInt32]) {
    let (m, n, k, batches) = (shape.rows, shape.columns, shape.depth, shape.batches)
    let fixture = Fixture(seed: UInt64(m * 1000 + n * 10 + k))
    let (a, b) = (fixture.floats(batches * m * k), fixture.floats(batches * k * n))
    let result = fixture.empty(batches * m * n)
    for index in 0..<(batches * m * n) { result[index] = 1 }
    let space = fixture.empty(
      contractionWorkspace(batches: batches, rows: m, columns: n, depth: k, threads: team.count))
    let left = Matrix(
      base: a, rowStride: order & 1 == 0 ? k : 1, columnStride: order & 1 == 0 ? 1 : m)
    let right = Matrix(
      base: b, rowStride: order & 2 == 0 ? n : 1, columnStride: order & 2 == 0 ? 1 : k)
    team.run { part in
      contraction(
        batches: batches, rows: m, columns: n, depth: k, left: left, leftBatchStride: m * k,
        right: right, rightBatchStride: k * n, workspace: space, part
      ) { sum, site in
        let index = (site.batch * m + site.row) * n + site.column
        result.store(result.vector(at: index) + sum, at: index, count: site.count)
      }
    }
    var wrong = 0
    for batch in 0..<batches {
      for row in 0..<m {
        for column in 0..<n {
          var expected = Expected()
          expected.add(1)
          for step in 0..<k {
            expected.add(
              a[batch * m * k + row * left.rowStride + step * left.columnStride],
              b[batch * k * n + step * right.rowStride + column * right.columnStride])
          }
          if !expected.accepts(result[(batch * m + row) * n + column]) { wrong += 1 }
        }
      }
    }
    return (wrong, patterns(result, batches * m * n))
  }
}

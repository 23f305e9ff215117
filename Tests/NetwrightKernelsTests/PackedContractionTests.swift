import NetwrightKernels
import Testing

@Suite struct PackedContractionTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let rows, columns, depth: Int
    var testDescription: String { "\(rows)×\(columns)×\(depth)" }
  }

  /// Odd sizes, single rows and columns, depths of several blocks, an empty depth.
  static let cases = [
    (1, 1, 1), (1, 65, 7), (3, 24, 33), (4, 25, 256), (5, 47, 257), (7, 100, 600), (8, 49, 513),
    (13, 23, 1), (32, 256, 1024), (32, 130, 64), (9, 3, 0), (33, 96, 48),
  ].map { Case(rows: $0.0, columns: $0.1, depth: $0.2) }

  @Test("a packed product is the product, in both orders of both sides", arguments: cases)
  func product(_ size: Case) {
    for (leftIsTransposed, rightIsTransposed) in [
      (false, false), (true, false), (false, true), (true, true),
    ] {
      let expected = naive(size, leftIsTransposed, rightIsTransposed)
      for threads in [1, 2, 3] {
        let found = packed(size, leftIsTransposed, rightIsTransposed, threads: threads)
        #expect(found == expected, "\(leftIsTransposed) \(rightIsTransposed) \(threads)")
      }
    }
  }

  /// Small whole numbers: every order of summation gives the same.
  private func number(_ seed: Int, _ index: Int) -> Float { Float((index &* 7 &+ seed) % 5 - 2) }

  private func naive(_ size: Case, _ left: Bool, _ right: Bool) -> [Float] {
    var result: [Float] = []
    for row in 0..<size.rows {
      for column in 0..<size.columns {
        var sum: Float = 0
        for depth in 0..<size.depth {
          let a = left ? depth * size.rows + row : row * size.depth + depth
          let b = right ? column * size.depth + depth : depth * size.columns + column
          sum += number(1, a) * number(3, b)
        }
        result.append(sum)
      }
    }
    return result
  }

  private func packed(
    _ size: Case, _ leftIsTransposed: Bool, _ rightIsTransposed: Bool, threads: Int
  ) -> [Float] {
    let (rows, columns, depth) = (size.rows, size.columns, size.depth)
    func memory(_ count: Int, _ fill: (Int) -> Float) -> Floats {
      // 64 bytes of slack, as in an arena.
      let base = UnsafeMutablePointer<Float>.allocate(capacity: count + 16)
      for index in 0..<count + 16 { base[index] = index < count ? fill(index) : .nan }
      return Floats(base)
    }
    let a = memory(rows * depth) { number(1, $0) }
    let b = memory(depth * columns) { number(3, $0) }
    let panels = memory(depth * ((columns + 47) / 48 * 48)) { _ in .nan }
    let workspace = memory(packedContractionWorkspace(rows: rows, threads: threads)) { _ in .nan }
    let result = memory(rows * columns) { _ in .nan }
    defer { for tensor in [a, b, panels, workspace, result] { tensor.base.deallocate() } }
    let left = Matrix(
      base: a, rowStride: leftIsTransposed ? 1 : depth, columnStride: leftIsTransposed ? rows : 1)
    let right = Matrix(
      base: b, rowStride: rightIsTransposed ? 1 : columns,
      columnStride: rightIsTransposed ? depth : 1)
    Team(threads: threads).run { part in
      packRight(depth: depth, columns: columns, right: right, into: panels, part)
      part.barrier()
      packedContraction(
        rows: rows, columns: columns, depth: depth, left: left, packed: panels,
        workspace: workspace, part
      ) { sum, site in
        result.store(sum, at: site.row &* columns &+ site.column, count: site.count)
      }
    }
    return (0..<rows * columns).map { result[$0] }
  }
}

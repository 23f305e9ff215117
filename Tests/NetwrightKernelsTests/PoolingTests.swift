import NetwrightKernels
import Testing

@Suite struct PoolingTests {
  static let shapes: [PoolShape] = [
    PoolShape(
      batch: 3, height: 28, width: 28, channels: 6, windowHeight: 2, windowWidth: 2,
      strideHeight: 2, strideWidth: 2),
    PoolShape(
      batch: 2, height: 9, width: 8, channels: 17, windowHeight: 3, windowWidth: 3,
      strideHeight: 2, strideWidth: 2, paddingTop: 1, paddingLeft: 1, paddingBottom: 1,
      paddingRight: 1),
    PoolShape(
      batch: 1, height: 7, width: 5, channels: 1, windowHeight: 3, windowWidth: 2,
      strideHeight: 1, strideWidth: 3, paddingTop: 2, paddingLeft: 0, paddingBottom: 0,
      paddingRight: 1),
    PoolShape(
      batch: 2, height: 4, width: 4, channels: 8, windowHeight: 4, windowWidth: 4,
      strideHeight: 4, strideWidth: 4),
  ]

  /// Input pixels of every window, and how many cells it has on the padded input.
  private func windows(_ shape: PoolShape) -> [(pixels: [Int], padded: Int)] {
    var windows: [(pixels: [Int], padded: Int)] = []
    for image in 0..<shape.batch {
      for row in 0..<shape.outputHeight {
        for column in 0..<shape.outputWidth {
          var window: (pixels: [Int], padded: Int) = ([], 0)
          for y in 0..<shape.windowHeight {
            for x in 0..<shape.windowWidth {
              let inputRow = row * shape.strideHeight + y - shape.paddingTop
              let inputColumn = column * shape.strideWidth + x - shape.paddingLeft
              if inputRow < shape.height + shape.paddingBottom,
                inputColumn < shape.width + shape.paddingRight
              {
                window.padded += 1
              }
              if (0..<shape.height).contains(inputRow), (0..<shape.width).contains(inputColumn) {
                window.pixels.append(
                  (image * shape.height + inputRow) * shape.width + inputColumn)
              }
            }
          }
          windows.append(window)
        }
      }
    }
    return windows
  }

  @Test("the largest value, its gradient at the first largest cell", arguments: shapes)
  func maximum(shape: PoolShape) {
    let fixture = Fixture()
    let channels = shape.channels
    let inputs = shape.batch * shape.height * shape.width * channels
    let outputs = shape.batch * shape.outputHeight * shape.outputWidth * channels
    let (input, upstream) = (fixture.floats(inputs), fixture.floats(outputs))
    // Few distinct values, so that ties abound.
    for index in 0..<inputs { input[index] = (input[index] * 2).rounded() }
    for index in 0..<outputs { upstream[index] = (upstream[index] * 64).rounded() }
    var best = [Float](repeating: 0, count: outputs)
    var gradient = [Float](repeating: 0, count: inputs)
    for (result, window) in windows(shape).enumerated() {
      for channel in 0..<channels {
        let values = window.pixels.map { input[$0 * channels + channel] }
        let largest = values.max() ?? -.infinity
        best[result * channels + channel] = largest
        let winner = window.pixels[values.firstIndex(of: largest) ?? 0]
        gradient[winner * channels + channel] += upstream[result * channels + channel]
      }
    }
    for threads in [1, 2] {
      let (result, target) = (fixture.empty(outputs), fixture.empty(inputs))
      Team(threads: threads).run { part in
        maximumPool(shape, input: input, part) { value, site in
          result.store(value, at: site.row * channels + site.column, count: site.count)
        }
        maximumPoolGradient(shape, input: input, upstream: upstream, into: target, part)
      }
      #expect(values(result, outputs) == best)
      #expect(values(target, inputs) == gradient)
    }
  }

  @Test("the mean, with and without padding", arguments: shapes, [true, false])
  func average(shape: PoolShape, countIncludesPadding: Bool) {
    let fixture = Fixture()
    let channels = shape.channels
    let inputs = shape.batch * shape.height * shape.width * channels
    let outputs = shape.batch * shape.outputHeight * shape.outputWidth * channels
    let (input, upstream) = (fixture.floats(inputs), fixture.floats(outputs))
    var mean = [Expected](repeating: Expected(), count: outputs)
    var gradient = [Expected](repeating: Expected(), count: inputs)
    for (result, window) in windows(shape).enumerated() {
      let factor = 1 / Float(countIncludesPadding ? window.padded : window.pixels.count)
      for channel in 0..<channels {
        for pixel in window.pixels {
          mean[result * channels + channel].add(input[pixel * channels + channel], factor)
          gradient[pixel * channels + channel].add(upstream[result * channels + channel], factor)
        }
      }
    }
    for threads in [1, 2] {
      let (result, target) = (fixture.empty(outputs), fixture.empty(inputs))
      Team(threads: threads).run { part in
        averagePool(
          shape, countIncludesPadding: countIncludesPadding, input: input, part
        ) { value, site in
          result.store(value, at: site.row * channels + site.column, count: site.count)
        }
        averagePoolGradient(
          shape, countIncludesPadding: countIncludesPadding, upstream: upstream, into: target,
          part)
      }
      #expect(zip(values(result, outputs), mean).allSatisfy { $1.accepts($0) })
      #expect(zip(values(target, inputs), gradient).allSatisfy { $1.accepts($0) })
    }
  }

  @Test("NaN in a window is its maximum")
  func notANumber() {
    let fixture = Fixture()
    let input = fixture.floats(4)
    input[1] = .nan
    let result = fixture.empty(1)
    let shape = PoolShape(
      batch: 1, height: 2, width: 2, channels: 1, windowHeight: 2, windowWidth: 2,
      strideHeight: 2, strideWidth: 2)
    Team(threads: 1).run { part in
      maximumPool(shape, input: input, part) { result.store($0, at: $1.row, count: $1.count) }
    }
    #expect(result[0].isNaN)
  }
}

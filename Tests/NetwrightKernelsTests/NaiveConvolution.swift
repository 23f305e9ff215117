import NetwrightKernels

/// A convolution and its gradients by their definition, with the data to try them on.
struct NaiveConvolution {
  let shape: ConvolutionShape
  let fixture = Fixture(seed: 77)
  let input: Floats
  let filter: Floats
  let upstream: Floats
  let inputs: Int
  let weights: Int
  let outputs: Int
  private(set) var expectedOutput: [Expected]
  private(set) var expectedInputGradient: [Expected]
  private(set) var expectedFilterGradient: [Expected]

  init(_ shape: ConvolutionShape) {
    self.shape = shape
    inputs = shape.batch * shape.height * shape.width * shape.channels
    weights =
      shape.kernelHeight * shape.kernelWidth * shape.channels / shape.groups * shape.filters
    outputs = shape.batch * shape.outputHeight * shape.outputWidth * shape.filters
    input = fixture.floats(inputs)
    filter = fixture.floats(weights)
    upstream = fixture.floats(outputs)
    expectedOutput = Array(repeating: Expected(), count: outputs)
    expectedInputGradient = Array(repeating: Expected(), count: inputs)
    expectedFilterGradient = Array(repeating: Expected(), count: weights)
    for image in 0..<shape.batch {
      for row in 0..<shape.outputHeight {
        for column in 0..<shape.outputWidth { addWindow(image, row, column) }
      }
    }
  }

  private mutating func addWindow(_ image: Int, _ row: Int, _ column: Int) {
    let pixel = (image * shape.outputHeight + row) * shape.outputWidth + column
    for kernelRow in 0..<shape.kernelHeight {
      let y = row * shape.strideHeight + kernelRow * shape.dilationHeight - shape.paddingTop
      guard (0..<shape.height).contains(y) else { continue }
      for kernelColumn in 0..<shape.kernelWidth {
        let x =
          column * shape.strideWidth + kernelColumn * shape.dilationWidth - shape.paddingLeft
        guard (0..<shape.width).contains(x) else { continue }
        addPlace(
          output: pixel * shape.filters,
          input: ((image * shape.height + y) * shape.width + x) * shape.channels,
          place: kernelRow * shape.kernelWidth + kernelColumn)
      }
    }
  }

  private mutating func addPlace(output: Int, input from: Int, place: Int) {
    let (channels, filters) = (shape.channels / shape.groups, shape.filters / shape.groups)
    for group in 0..<shape.groups {
      for channel in 0..<channels {
        let source = from + group * channels + channel
        for number in 0..<filters {
          let column = group * filters + number
          let weight = (place * channels + channel) * shape.filters + column
          expectedOutput[output + column].add(input[source], filter[weight])
          expectedInputGradient[source].add(upstream[output + column], filter[weight])
          expectedFilterGradient[weight].add(upstream[output + column], input[source])
        }
      }
    }
  }

  /// Runs a kernel that stores `count` results; what it left out stays NaN. Stores add to zero-or-NaN
  /// bookkeeping: a result stored twice becomes NaN as well.
  func collect(
    _ count: Int, threads: Int,
    _ kernel: (Part, (_ sum: Vector, _ index: Int, _ count: Int) -> Void) -> Void
  ) -> [UInt32] {
    let result = fixture.empty(count)
    let visits = UnsafeMutablePointer<Int32>.allocate(capacity: count + 1)
    visits.initialize(repeating: 0, count: count + 1)
    defer { visits.deallocate() }
    Team(threads: threads).run { part in
      kernel(part) { sum, index, lanes in
        result.store(sum, at: index, count: lanes)
        for lane in 0..<lanes { visits[index + lane] += 1 }
      }
    }
    for index in 0..<count where visits[index] != 1 { result[index] = .nan }
    return patterns(result, count)
  }

  /// How many results are out of bounds.
  func wrong(_ patterns: [UInt32], _ expected: [Expected]) -> Int {
    zip(patterns, expected).count { !$1.accepts(Float(bitPattern: $0)) }
  }
}

import NetwrightKernels

/// Memory for one test: aligned, with slack, filled with numbers that a seed determines.
final class Fixture {
  private var blocks: [UnsafeMutableRawPointer] = []
  private var state: UInt64

  init(seed: UInt64 = 1) { state = seed }

  deinit { for block in blocks { block.deallocate() } }

  /// `count` floats in [-1, 1) and slack full of NaN, so that a lane that must not count shows.
  func floats(_ count: Int) -> Floats {
    let memory = empty(count)
    for index in 0..<count { memory[index] = next() }
    return memory
  }

  /// `count` floats, all NaN.
  func empty(_ count: Int) -> Floats {
    let raw = UnsafeMutableRawPointer.allocate(byteCount: (count + 32) * 4, alignment: 64)
    blocks.append(raw)
    let base = raw.bindMemory(to: Float.self, capacity: count + 32)
    for index in 0..<(count + 32) { base[index] = .nan }
    return Floats(base)
  }

  func next() -> Float {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Float(Int32(truncatingIfNeeded: state >> 40) & 0xff_ffff) / 8_388_608 - 1
  }
}

/// The values as an array.
func values(_ memory: Floats, _ count: Int) -> [Float] { (0..<count).map { memory[$0] } }

/// The bit patterns, so that NaN and the sign of zero compare too.
func patterns(_ memory: Floats, _ count: Int) -> [UInt32] {
  (0..<count).map { memory[$0].bitPattern }
}

/// A sum in f64 together with what bounds its error in f32.
struct Expected {
  var sum = 0.0
  var magnitude = 0.0
  var terms = 0

  mutating func add(_ a: Float, _ b: Float = 1) {
    let term = Double(a) * Double(b)
    sum += term
    magnitude += abs(term)
    terms += 1
  }

  /// `|Δ| ≤ 4 · ε · √n · Σ|terms|`
  func accepts(_ value: Float) -> Bool {
    let bound = 4 * 0x1p-24 * Double(max(terms, 1)).squareRoot() * magnitude + 1e-37
    return abs(Double(value) - sum) <= bound
  }
}

import NetwrightKernels
import Testing

/// Memory for one test: aligned, with just the slack that kernels may read, filled with numbers
/// that a seed determines. Every tensor is an allocation of its own, so that sanitizers see where
/// it ends.
final class Fixture {
  /// Floats in 64 bytes.
  static let slack = 16
  /// A NaN that no computation makes.
  private static let untouched: UInt32 = 0x7FC0_A5A5
  private var blocks: [(start: UnsafeMutablePointer<Float>, count: Int)] = []
  private var state: UInt64

  init(seed: UInt64 = 1) { state = seed }

  /// Kernels may read slack; what they store there is a fault.
  deinit {
    for (start, count) in blocks {
      for index in count..<(count + Self.slack) where start[index].bitPattern != Self.untouched {
        Issue.record("a kernel stored \(start[index]) behind the \(count) floats of a tensor")
      }
      UnsafeMutableRawPointer(start).deallocate()
    }
  }

  /// `count` floats in [-1, 1) and slack full of NaN, so that a lane that must not count shows.
  func floats(_ count: Int) -> Floats {
    let memory = empty(count)
    for index in 0..<count { memory[index] = next() }
    return memory
  }

  /// `count` floats, all NaN.
  func empty(_ count: Int) -> Floats {
    let room = count + Self.slack
    let raw = UnsafeMutableRawPointer.allocate(byteCount: room * 4, alignment: 64)
    let base = raw.bindMemory(to: Float.self, capacity: room)
    blocks.append((base, count))
    for index in 0..<room { base[index] = Float(bitPattern: Self.untouched) }
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

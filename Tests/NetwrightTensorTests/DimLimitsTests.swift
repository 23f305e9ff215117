import NetwrightTensor
import Testing

@Suite struct DimLimitsTests {
  @Test("a term at the end of Int is divided, or told to be too large, without leaving it")
  func division() throws {
    let size = try Dim(symbol: "n").subtracting(Dim(.max))
    for divisor in [2, 3, 1 << 40, .max] {
      for dim in [size, try size.subtracting(1)] {
        do throws(SizeError) {
          let quotient = try dim.floorDivided(by: divisor).substituting(["n": .max])
          #expect(quotient == (dim == size ? 0 : -1))
        } catch { #expect(error == .overflow) }
        do throws(SizeError) {
          let rest = try dim.remainder(by: Dim(divisor)).substituting(["n": .max])
          #expect(rest == (dim == size ? 0 : Dim(divisor - 1)))
        } catch { #expect(error == .overflow) }
      }
    }
  }

  @Test("remainders are from 0 to below the divisor")
  func remainders() {
    for a in [Int.min, .min + 1, -7, -1, 0, 1, 7, .max] {
      for b in [1, 2, 3, 1 << 40, .max] {
        let remainder = floorRemainder(a, b)
        #expect((0..<b).contains(remainder))
        #expect((a &- remainder) % b == 0 || a < Int.min &+ remainder)
      }
    }
  }
}

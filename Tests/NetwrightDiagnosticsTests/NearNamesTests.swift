import NetwrightDiagnostics
import Testing

@Suite struct NearNamesTests {
  let layers = ["dense", "dropout", "conv2d", "conv1d", "flatten", "max_pool2d", "add"]

  @Test("misspelt names find what was meant, nearest first and then by alphabet")
  func near() {
    #expect(nearNames(of: "desne", among: layers) == ["dense"])
    #expect(nearNames(of: "conv3d", among: layers) == ["conv1d", "conv2d"])
    #expect(nearNames(of: "Dense", among: layers) == ["dense"])
    #expect(nearNames(of: "conv3d", among: layers, limit: 1) == ["conv1d"])
  }

  @Test("nothing is near to an empty, a foreign or an endless name")
  func far() {
    #expect(nearNames(of: "", among: layers) == [])
    #expect(nearNames(of: "transformer", among: layers) == [])
    #expect(nearNames(of: "x", among: ["y"]) == [])
    #expect(nearNames(of: String(repeating: "a", count: 1_000_000), among: layers) == [])
  }

  @Test("the question lists one, two or three names")
  func question() {
    #expect(didYouMean("desne", among: layers) == "did you mean `dense`?")
    #expect(didYouMean("conv3d", among: layers) == "did you mean `conv1d` or `conv2d`?")
    #expect(
      didYouMean("wxyz", among: ["wxya", "wxyb", "wxyc"])
        == "did you mean `wxya`, `wxyb` or `wxyc`?"
    )
    #expect(didYouMean("zzz", among: layers) == nil)
  }
}

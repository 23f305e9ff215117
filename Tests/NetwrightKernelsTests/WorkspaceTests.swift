import NetwrightKernels
import Testing

@Suite struct WorkspaceTests {
  /// Figures by hand from the sizes of tiles; the widest vectors need most here.
  @Test("what kernels ask for is the same on every machine, whatever its vectors")
  func isTheSameEverywhere() {
    // Tiles of 12 by 32: 3 panels of 32 · 100 packed, a strip of 12 · 100, in whole lines.
    #expect(contractionWorkspace(rows: 64, columns: 70, depth: 100, threads: 2) == 2 * 10_832 + 16)
    #expect(packedContractionWorkspace(rows: 32, threads: 2) == 40 * 48 * 2 + 16)
    #expect(columnWorkspace(reduced: 100, columns: 10, outputs: 2) == 2 * 16 + 16)
  }

  /// Up to 48 filters, vectors of 16 lanes read the filter where it is; narrower ones pack it.
  @Test("narrow vectors count where they need more than wide ones")
  func countsNarrowVectors() {
    let shape = ConvolutionShape(
      batch: 4, height: 8, width: 8, channels: 3, filters: 40, kernelHeight: 1, kernelWidth: 1)
    // No frame; the filter in panels of 8 or 16 columns: 40 of 3 floats, or 48.
    #expect(convolutionWorkspace(shape, threads: 1) == (3 * 48 + 31) / 16 * 16 + 16)
  }
}

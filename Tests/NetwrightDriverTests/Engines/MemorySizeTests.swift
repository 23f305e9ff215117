import NetwrightDriver
import Testing

/// Sizes of memory on the command line.
@Suite struct MemorySizeTests {
  @Test(
    "a size is bytes, or a number with a unit",
    arguments: [
      ("1", 1), ("1_000", 1000), ("64B", 64), ("1K", 1000), ("4kB", 4000), ("4KB", 4000),
      ("2KiB", 2048), ("1.5KiB", 1536), ("5M", 5_000_000), ("1.5MB", 1_500_000),
      ("512MiB", 512 << 20), ("4G", 4_000_000_000), ("4GiB", 4 << 30),
      ("4.1G", 4_100_000_000), ("8.2G", 8_200_000_000), ("2.01M", 2_010_000),
      ("1.1GiB", 1_181_116_006), ("0.1KiB", 102), ("2T", 2_000_000_000_000), ("1TiB", 1 << 40),
      ("1e3", 1000),
    ])
  func sizes(text: String, bytes: Int) {
    #expect(MemorySize.bytes(text) == bytes)
  }

  @Test(
    "anything else is none",
    arguments: [
      "", "0", "-1", "0MiB", "1.5", "M", "B", "KiB", "4X", "4 MB x", "inf", "nan",
      "1e400", "9999999999999TiB", "4kk", "4Mk", "50%", "1/2", "1/2GiB", "0.0001KiB",
    ])
  func wrong(text: String) {
    #expect(MemorySize.bytes(text) == nil)
  }
}

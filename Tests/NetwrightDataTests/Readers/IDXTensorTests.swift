import Testing

@testable import NetwrightData

@Suite struct IDXTensorTests {
  private let folder = TemporaryFolder()

  private func read(_ bytes: [UInt8]) throws(DataError) -> IDXTensor {
    do { try folder.write("t", bytes) } catch { Issue.record(error) }
    return try IDXTensor("t", in: DataFolder(root: folder.path))
  }

  private func doubles(_ tensor: IDXTensor) -> [Double] {
    switch tensor.values {
    case .bytes(let bytes): bytes.map { Double($0) }
    case .doubles(let doubles): doubles
    }
  }

  private let matrix: [UInt8] = [0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 255]

  @Test("bytes are read plain and compressed, in one or more members")
  func bytes() throws {
    let forms = [
      matrix, GzipFixture.member(matrix),
      GzipFixture.member(Array(matrix[..<7])) + GzipFixture.member([])
        + GzipFixture.member(Array(matrix[7...])),
    ]
    for form in forms {
      let tensor = try read(form)
      #expect(tensor.shape == [2, 3])
      #expect(doubles(tensor) == [1, 2, 3, 4, 5, 255])
    }
  }

  @Test(
    "all element types are big-endian",
    arguments: [
      ([0x09, 0xFF], -1), ([0x0B, 0xFF, 0xFE], -2), ([0x0C, 0, 0, 1, 0], 256),
      ([0x0D, 0x3F, 0xC0, 0, 0], 1.5), ([0x0E, 0xC0, 0, 0, 0, 0, 0, 0, 0], -2),
    ] as [([UInt8], Double)])
  func types(type: [UInt8], value: Double) throws {
    let tensor = try read([0, 0, type[0], 1, 0, 0, 0, 1] + type[1...])
    #expect(doubles(tensor) == [value])
  }

  @Test(
    "faulty files are refused",
    arguments: [
      [], [0, 0, 8], [1, 0, 8, 1, 0, 0, 0, 0], [0, 0, 7, 1, 0, 0, 0, 0], [0, 0, 8, 0],
      [0, 0, 8, 2, 0, 0, 0, 1], [0, 0, 8, 1, 0, 0, 0, 2, 1], [0, 0, 8, 1, 0, 0, 0, 1, 1, 1],
      [0, 0, 14, 3] + [UInt8](repeating: 255, count: 12),
      [0, 0, 8, 4, 0, 0, 0, 0] + [UInt8](repeating: 255, count: 12),
      [0, 0, 8, 2, 255, 255, 255, 255, 0, 0, 0, 0], [0, 0, 8, 1, 255, 255, 255, 255],
    ] as [[UInt8]])
  func faulty(bytes: [UInt8]) {
    do throws(DataError) {
      _ = try read(bytes)
      Issue.record("the file was accepted")
    } catch {
      #expect(error.code == "E0506")
    }
  }

  @Test("a bomb is read no further than the sizes imply")
  func bomb() throws {
    let body = matrix + [UInt8](repeating: 0, count: 50 << 20)
    #expect(
      throws: DataError(
        "E0506", path: "t", "bytes follow the data of sizes [2, 3]",
        expected: "6 bytes of data", found: "more")
    ) { try read(GzipFixture.member(body)) }
  }

  @Test("cut off, damaged and continued compression is refused")
  func damagedGzip() {
    let whole = GzipFixture.member(matrix)
    var flipped = whole
    flipped[flipped.count - 6] ^= 1  // the checksum
    for bytes in [Array(whole.dropLast(4)), flipped, whole + [1, 2, 3], [0x1F, 0x8B]] {
      do throws(DataError) {
        _ = try read(bytes)
        Issue.record("the file was accepted")
      } catch {
        #expect(error.code == "E0507")
      }
    }
  }
}

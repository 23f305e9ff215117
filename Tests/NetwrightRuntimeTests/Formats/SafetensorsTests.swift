import NetwrightRuntime
import Testing

@Suite struct SafetensorsTests {
  /// A file with this header text and so many zero bytes of data.
  private func file(_ header: String, data: Int = 0, length: UInt64? = nil) -> [UInt8] {
    let text = Array(header.utf8)
    let length = length ?? UInt64(text.count)
    return (0..<8).map { UInt8(truncatingIfNeeded: length >> ($0 * 8)) } + text
      + [UInt8](repeating: 0, count: data)
  }

  private func entry(_ shape: String, _ offsets: String, type: String = "F32") -> String {
    #"{"dtype":"\#(type)","shape":\#(shape),"data_offsets":\#(offsets)}"#
  }

  @Test("the bytes are those of the reference implementation")
  func referenceBytes() throws {
    // safetensors 0.8.0: save({"b": zeros(2) f32, "a": zeros(1) f32, "z": zeros(1) i64}).
    let header =
      #"{"z":{"dtype":"I64","shape":[1],"data_offsets":[0,8]},"#
      + #""a":{"dtype":"F32","shape":[1],"data_offsets":[8,12]},"#
      + #""b":{"dtype":"F32","shape":[2],"data_offsets":[12,20]}}"#
    let padding = String(repeating: " ", count: (8 - header.utf8.count % 8) % 8)
    let tensors = try [
      #require(HostTensor(name: "b", floats: [0, 0])),
      #require(HostTensor(name: "a", floats: [0])),
      #require(
        HostTensor(name: "z", type: .i64, shape: [1], bytes: [UInt8](repeating: 0, count: 8))),
    ]
    let encoded = Safetensors.encode(.init(tensors: tensors))
    #expect(encoded == file(header + padding, data: 20))
  }

  @Test("any shapes and values survive a round trip, empty tensors included")
  func roundTrip() throws {
    let folder = TemporaryFolder()
    let tensors = try [
      #require(HostTensor(name: "scalar", shape: [], floats: [.nan])),
      #require(HostTensor(name: "empty", shape: [0, 5], floats: [])),
      #require(HostTensor(name: "naïve \"q\"\\", shape: [1, 3], floats: [-0.0, .infinity, 3])),
      HostTensor(name: "d", doubles: [1e300, .leastNonzeroMagnitude]),
      #require(HostTensor(name: "u", type: .u8, shape: [3], bytes: [1, 2, 255])),
    ]
    let contents = Safetensors.Contents(metadata: [.init("k", "v\n")], tensors: tensors)
    try Safetensors.write(contents, to: folder["a.safetensors"])
    let found = try Safetensors.read(folder["a.safetensors"])
    #expect(found.metadata == contents.metadata)
    #expect(found.tensors.sorted(by: byName) == tensors.sorted(by: byName))
    #expect(try Safetensors.decode(folder.read("a.safetensors")) == found)
  }

  @Test("a good header without tensors is accepted, trailing white space included")
  func empty() throws {
    #expect(try Safetensors.decode(file("{}   \n")).tensors == [])
    #expect(try Safetensors.decode(file(#"{"__metadata__":{"a":"b"}}"#)).metadata.count == 1)
  }

  @Test(
    "hostile headers are refused",
    arguments: [
      "", " {}", "[]", "{", "{}x", "{} {}", "nul", "{\"a\":1}",
      #"{"__metadata__":{"a":1}}"#, #"{"__metadata__":{"a":"1","a":"2"}}"#,
      #"{"__metadata__":{},"__metadata__":{}}"#, #"{"__metadata__":[]}"#,
    ])
  func hostileHeaders(header: String) {
    #expect(throws: SafetensorsError.self) { try Safetensors.decode(file(header)) }
  }

  @Test(
    "hostile entries are refused",
    arguments: [
      ("[1]", "[-1,3]"), ("[1]", "[4,0]"), ("[1]", "[0,8]"), ("[2]", "[0,4]"), ("[1]", "[4,8]"),
      ("[1]", "[0]"), ("[1]", "[0,4,4]"), ("[1.0]", "[0,4]"), ("[-1]", "[0,4]"), ("1", "[0,4]"),
      ("[2,18446744073709551614]", "[0,4]"), ("[2,4611686018427387904]", "[0,4]"),
      ("[0,18446744073709551615,2]", "[0,0]"), ("[0,9223372036854775807,2]", "[0,0]"),
      ("[2,9223372036854775807,0]", "[0,0]"), ("[9223372036854775807]", "[0,4]"),
      ("[1]", "[18446744073709551615,18446744073709551619]"),
    ])
  func hostileEntries(shape: String, offsets: String) {
    let bytes = file("{\"a\":\(entry(shape, offsets))}", data: 4)
    #expect(throws: SafetensorsError.self) { try Safetensors.decode(bytes) }
  }

  @Test(
    "names, types, keys and layout are checked",
    arguments: [
      #"{"":E}"#, #"{"a\u0000b":E}"#, #"{"a\nb":E}"#, #"{"a/../b":E}"#, #"{"..":E}"#,
      #"{"a":E,"a":Z}"#, #"{"a":{"dtype":"F8_E4M3","shape":[4],"data_offsets":[0,4]}}"#,
      #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"x":1}}"#,
      #"{"a":{"dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#,
      #"{"a":{"shape":[1],"data_offsets":[0,4]}}"#, #"{"a":E,"b":E}"#, #"{"a":Z}"#, "{}",
      #"{"a":E,}"#, #"{"a":E"b":Z}"#,
    ])
  func structure(template: String) {
    var header = ""
    for character in template {
      switch character {
      case "E": header += entry("[1]", "[0,4]")
      case "Z": header += entry("[0]", "[4,4]")
      default: header.append(character)
      }
    }
    // `F8_E4M3` has an `E` of its own and is spoiled as well, which is refused all the same.
    #expect(throws: SafetensorsError.self) { try Safetensors.decode(file(header, data: 4)) }
  }

  @Test("an empty tensor may share its offset with another")
  func emptyNeighbour() throws {
    let header = #"{"a":\#(entry("[1]", "[0,4]")),"b":\#(entry("[0]", "[0,0]"))}"#
    let found = try Safetensors.decode(file(header, data: 4))
    #expect(found.tensors.map(\.name) == ["b", "a"])
  }

  @Test(
    "the length is checked against the limit and the file",
    arguments: [
      UInt64.max, 100_000_001, 3, 1 << 63, 0,
    ])
  func length(claimed: UInt64) {
    #expect(throws: SafetensorsError.self) {
      try Safetensors.decode(file("{}", length: claimed))
    }
  }

  @Test("every truncation is refused")
  func truncation() throws {
    let tensor = try #require(HostTensor(name: "w", floats: [1, 2, 3]))
    let whole = Safetensors.encode(.init(tensors: [tensor]))
    for count in 0..<whole.count {
      #expect(throws: SafetensorsError.self) { try Safetensors.decode(Array(whole[..<count])) }
    }
  }

  @Test("depth cannot be used against the reader")
  func depth() {
    let deep = #"{"a":"# + String(repeating: "[", count: 100_000)
    #expect(throws: SafetensorsError.self) { try Safetensors.decode(file(deep)) }
    let nested = String(repeating: #"{"a":"#, count: 100_000)
    #expect(throws: SafetensorsError.self) { try Safetensors.decode(file(nested)) }
  }

  @Test("random damage never traps")
  func fuzz() throws {
    let tensors = try [
      #require(HostTensor(name: "w", shape: [2, 2], floats: [1, 2, 3, 4])),
      HostTensor(name: "v", doubles: [5]),
    ]
    let whole = Safetensors.encode(.init(metadata: [.init("k", "v")], tensors: tensors))
    var random = StableHash.key(seed: 1, name: "fuzz")
    for _ in 0..<20_000 {
      var bytes = whole
      for _ in 0..<(1 + random % 3) {
        random = StableHash.key(seed: random, name: "next")
        bytes[Int(random % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: random >> 40)
      }
      _ = try? Safetensors.decode(bytes)
    }
  }
}

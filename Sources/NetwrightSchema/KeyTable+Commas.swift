import NetwrightDiagnostics
import NetwrightSyntax

/// Numbers with commas between them.
extension KeyTable {
  /// `{learning_rate: 0,0005}`, of which YAML makes a value `0` and a key `0005`: reported, and read
  /// as the number that is meant where that is sure, else not at all.
  func joiningCommas(
    _ entries: [SyntaxEntry], into arguments: inout Arguments, _ decoder: Decoder
  ) -> [SyntaxEntry] {
    var joined: [SyntaxEntry] = []
    var end = 0
    for (index, entry) in entries.enumerated() where entry.key.span.start >= end {
      guard index + 1 < entries.count, let position = names.firstIndex(of: entry.name),
        let place = numbers(from: entry, to: entries[index + 1])
      else {
        joined.append(entry)
        continue
      }
      end = place.end
      let key = keys[position]
      let text = place.text.filter { $0 != " " }
      let slip = key.form.takesList ? nil : CommaSlip(text, isWhole: !key.form.takesFractions)
      _ = decoder.report(finding(place, key, slip))
      if let slip, slip.isSure {
        let value = entry.value.spelled(slip.text, at: place)
        joined.append(SyntaxEntry(key: entry.key, value: value))
      } else if !arguments.has(position) {
        arguments.set(
          position,
          Arguments.Entry(value: nil, text: "", keySpan: entry.key.useSpan, span: place))
      }
    }
    return joined
  }

  /// A value and what follows it, where that is digits and commas alone; the formatter puts spaces
  /// behind them.
  private func numbers(from entry: SyntaxEntry, to next: SyntaxEntry) -> Span? {
    guard next.value.scalar?.isAbsent == true, next.key.plainSpan != nil,
      let start = entry.value.plainSpan, start.file === next.key.span.file,
      start.end < next.key.span.start
    else { return nil }
    let bytes = start.file.bytes
    var end = start.start
    while end < bytes.count, isPart(bytes[end]) { end += 1 }
    while end > start.start, ", ".utf8.contains(bytes[end - 1]) { end -= 1 }
    guard end >= next.key.span.end, end - start.start <= 60 else { return nil }
    return Span(file: start.file, start: start.start, end: end)
  }

  /// `kernel: 3,3`, where a list can stand.
  func listOfNumbers(_ node: SyntaxNode, _ key: AnyKey) -> Diagnostic? {
    guard key.form.takesList, let place = node.plainSpan, place.text.utf8.count <= 60,
      place.text.utf8.contains(UInt8(ascii: ",")), !place.text.hasPrefix(","),
      !place.text.hasSuffix(","), place.text.utf8.allSatisfy(isPart)
    else { return nil }
    return finding(place, key, nil)
  }

  private func finding(_ place: Span, _ key: AnyKey, _ slip: CommaSlip?) -> Diagnostic {
    let parts = place.text.split { ", ".contains($0) }
    let list = key.form.takesList ? "[\(parts.joined(separator: ", "))]" : nil
    return Diagnostic("E0104", "expected \(key.typeName), found `\(place.text)`", at: place)
      .expected(key.typeName).found("`\(place.text)`")
      .help(slip?.help ?? list.map { "a list stands in brackets: `\($0)`" })
      .replacing(
        slip == nil && list == nil ? nil : place, with: slip?.text ?? list ?? "",
        isExample: slip?.isSure != true)
  }
}

private func isPart(_ byte: UInt8) -> Bool {
  (48...57).contains(byte) || ",._ ".utf8.contains(byte)
}

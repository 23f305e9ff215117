import Digits

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Predicts every row of a CSV file on standard input, 64 pixels from 0 to 16 and the label, and
/// prints the number of rows and the share that is right.
func main() throws {
  var images: [Float] = []
  var labels: [Int] = []
  _ = readLine()  // The names of the columns.
  while let line = readLine() {
    let cells = line.split(separator: ",").compactMap { Float(String($0)) }
    guard cells.count == 65 else { continue }
    images += cells[..<64]
    labels.append(Int(cells[64]))
  }
  let model = try Digits(weights: CommandLine.arguments[1])
  let logits = try model.predict(image: images)
  let right = labels.indices.count { row in
    let scores = logits[row * 10..<row * 10 + 10]
    return scores.indices.max { scores[$0] < scores[$1] } == row * 10 + labels[row]
  }
  print(labels.count, Double(right) / Double(labels.count))
}

guard CommandLine.arguments.count == 2 else {
  print("usage: Client WEIGHTS < DIGITS.CSV")
  exit(2)
}
do {
  try main()
} catch {
  print("\(error)")
  exit(1)
}

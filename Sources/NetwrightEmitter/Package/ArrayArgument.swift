/// An array as arguments of a call, so that a line may end behind any of its elements.
enum ArrayArgument {
  static func pieces(_ label: String, _ elements: [String]) -> [String] {
    guard let first = elements.first, let last = elements.last else { return ["\(label): []"] }
    if elements.count == 1 { return ["\(label): [\(first)]"] }
    return ["\(label): [\(first)"] + elements.dropFirst().dropLast() + ["\(last)]"]
  }
}

import NetwrightSwiftText
import NetwrightTensor

/// An argument of `predict`: raw values of a field where the spec describes data, else elements of
/// the input itself.
struct ModelInput {
  /// Its place in the program's inputs.
  let place: Int
  let input: ProgramLayout.Input
  let field: DataDescription.Field?
  let argument: String
  /// The property that holds its encoder.
  let encoder: String

  /// All inputs but the targets.
  static func all(_ request: EmissionRequest, _ layout: ProgramLayout) -> [ModelInput] {
    var arguments = NameScope(reserved: RuntimeNames.functions + ["predictor"])
    let inputs = layout.inputs.enumerated().filter { !$0.element.isTarget }
    let names = inputs.map { arguments.claim(SwiftIdentifier.lowerCamel($0.element.name)) }
    return zip(inputs, names).map { item, name in
      let encoder = SwiftIdentifier.lowerCamel(item.element.name + " encoder")
      return ModelInput(
        place: item.offset, input: item.element,
        field: request.data?.fields.first { $0.name == item.element.name },
        argument: name, encoder: arguments.claim(encoder))
    }
  }

  /// The type of an element of the argument.
  var element: String {
    switch field?.kind {
    // Decimals of a table are no floats yet: training reads them as doubles.
    case .number: "Double"
    case .tensor: "Float"
    case .oneHot, .index, .classIndex(_, vocabulary: .some): "String"
    case .classIndex(_, vocabulary: nil): "Int32"
    case nil: input.type.dtype.numberType
    }
  }

  /// What the argument holds, in words.
  var remark: String {
    let sizes = Array(input.type.sizes.dropFirst())
    let row = "\(input.type.dtype.rawValue)\(sizes)"
    let bound = input.bound.map { ", each in `0..<\($0)`" } ?? ""
    switch field?.kind {
    case .number:
      let columns = field?.columns.prefix(8).map(Self.quote).joined(separator: ", ") ?? ""
      let rest = (field?.columns.count ?? 0) > 8 ? ", …" : ""
      return "\(columns)\(rest) of each row, as they stand in the data\(treatment)."
    case .tensor:
      return "`\(row)` for each row, row-major, as they stand in the data\(treatment)."
    case .oneHot(let words?), .index(let words?), .classIndex(_, let words?):
      let known = words.prefix(8).map(Self.quote).joined(separator: ", ")
      return "the category of each row: \(known)\(words.count > 8 ? ", …" : "")."
    case .oneHot, .index: return "the category of each row, one that training has seen."
    case .classIndex(let classes, nil):
      return "`\(row)` for each row, each in `0..<\(min(classes, input.bound ?? classes))`."
    case nil:
      return "`\(row)` for each row, row-major\(bound), as the model's input takes them."
    }
  }

  /// A name of the data in documentation, on one line whatever it holds.
  private static func quote(_ name: String) -> String { "`\(SwiftLiteral.commentText(name))`" }

  private var treatment: String {
    switch field?.kind {
    case .number(let transforms), .tensor(_, let transforms):
      let isScaled = transforms.contains { if case .scale = $0 { true } else { false } }
      let isStandardized = transforms.contains { if case .scale = $0 { false } else { true } }
      let words = (isScaled ? ["scaled"] : []) + (isStandardized ? ["standardized"] : [])
      return words.isEmpty ? "" : "; they are \(words.joined(separator: " and ")) here"
    default: return ""
    }
  }
}

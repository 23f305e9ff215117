/// A field: named columns turned into one tensor per row.
public struct FieldPlan: Equatable, Sendable {
  public enum Encoding: Equatable, Sendable {
    case oneHot, index
  }

  public enum Kind: Equatable, Sendable {
    /// `f32`, one element per column.
    case number(transforms: [Transform] = [])
    /// `f32` of this shape, row-major over the columns (or over one image).
    case tensor(shape: [Int], transforms: [Transform] = [])
    /// `f32` one-hot row or `i32` index into the vocabulary; without one, it is what occurs in
    /// the training split, sorted by UTF-8 bytes.
    case category(Encoding, vocabulary: [String]? = nil)
    /// `i32` in 0..<classes: the number in the cell or its place in the vocabulary.
    case classIndex(classes: Int, vocabulary: [String]? = nil)
  }

  /// The program's input of the same name takes the field.
  public var name: String
  public var columns: [String]
  public var kind: Kind

  public init(name: String, columns: [String], kind: Kind) {
    self.name = name
    self.columns = columns
    self.kind = kind
  }
}

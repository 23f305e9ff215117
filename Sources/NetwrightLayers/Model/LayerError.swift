import NetwrightIR
import NetwrightTensor

/// Why a layer rejects what it gets; data only, the wording lives in `LayerErrorWords`.
package enum LayerError: Error {
  case inputCount(expected: ClosedRange<Int>, found: Int)
  case elementType(ModelTensor, needed: InputElements)
  case rank(ModelTensor, needed: InputForm)
  case unboundAxis(ModelTensor, axis: Int)
  case axis(Int, ModelTensor)
  case window(ModelTensor, axis: Int, extent: Int, available: Dim)
  /// Groups that do not divide both the channels of the input and the filters.
  case groups(ModelTensor, groups: Int, channels: Int, filters: Int)
  /// With a group for each channel: filters that are no multiple of the channels.
  case depthwise(ModelTensor, channels: Int, filters: Int)
  /// Two tensors that differ in more than one axis that may.
  case sizesDiffer(ModelTensor, ModelTensor, except: Int?)
  case elementCounts(ModelTensor, target: Shape, repair: Shape?)
  case missingFilters(ModelTensor)
  case noRange(ModelTensor, entries: Int)
  case rangeExceeds(ModelTensor, bound: Int, entries: Int)
  case heads(ModelTensor, heads: Int, width: Int)
  case tooFewPositions(ModelTensor, positions: Dim, entries: Int)
  case tooLarge(tensor: String, shape: Shape)
  case shape(ShapeError)
  case einsum(EinsumError)
  case formula(FormulaError)
  case tie(TieError)
  case softmaxTwice(ModelTensor)
  /// Over an axis that always has one element.
  case softmaxOfOne(TensorType)

  /// Whether a key of the layer is wrong, and not what it gets.
  package var isAboutKeys: Bool {
    switch self {
    case .heads, .tooFewPositions, .tie: true
    default: false
    }
  }
}

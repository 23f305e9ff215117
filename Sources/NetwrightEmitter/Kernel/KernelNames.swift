import NetwrightIR
import NetwrightTensor

/// A parameter of an emitted kernel function.
struct OperandName: Hashable {
  let name: String
  let type: TensorType

  /// The runtime's type for memory of this element type.
  var memoryType: String { type.dtype.memoryType }
}

extension DType {
  /// The runtime's type for memory of these elements.
  var memoryType: String {
    switch self {
    case .f32: "Floats"
    case .f64: "Doubles"
    case .i32: "Integers"
    case .i64: "Longs"
    case .u8, .bool: "Bytes"
    }
  }

  /// Swift's type for one number in an expression.
  var numberType: String {
    switch self {
    case .f32: "Float"
    case .f64: "Double"
    case .i32: "Int32"
    case .i64: "Int64"
    case .u8: "UInt8"
    case .bool: "Bool"
    }
  }

  /// The runtime's type for a vector of such values; `nil` where there is none.
  var vectorType: String? {
    switch self {
    case .f32: "Vector"
    case .i32: "IntVector"
    case .bool: "VectorMask"
    case .f64, .i64, .u8: nil
    }
  }
}

/// Identifiers that emitted code takes from the runtime or uses itself; no other thing there may
/// have them.
enum RuntimeNames {
  static let functions = [
    "absolute", "attentionGradientWorkspace", "attentionWorkspace", "averagePool",
    "averagePoolGradient", "columnMaximum", "columnMinimum",
    "columnWorkspace", "columns", "columnsInRow", "contraction", "contractionWorkspace",
    "converted", "convolution", "convolutionFilterGradient", "convolutionFilterGradientWorkspace",
    "convolutionInputGradient", "convolutionInputGradientWorkspace", "convolutionWorkspace",
    "cosine", "each", "errorFunction", "exponential", "exponentialMinusOne", "firstLanes", "flat",
    "floor", "gatherRows", "highestScores", "hyperbolicTangent", "lane", "laneNumbers", "lanes",
    "logarithm",
    "logarithmOnePlus", "logistic", "maximum", "maximumPool", "maximumPoolGradient", "memory",
    "minimum", "multiplyAdd", "negated", "numbers", "packRight", "packedAttention",
    "packedAttentionGradient", "packedContraction", "packedContractionWorkspace", "part", "power",
    "print", "randomKey",
    "rectified", "reciprocalSquareRoot", "row", "rows", "scalar", "scatterAddRows", "select",
    "shape", "sign", "sine", "site", "squareRoot", "sum", "total", "truncated", "uniform",
    "workspace", "write", "train", "evaluate", "abs", "min", "max", "zip", "stride",
    "repeatElement", "swap", "exit", "read", "open", "close", "main",
  ]

  static let types = [
    "Any", "AnyObject", "Arena", "Array", "AtomicFile", "AttentionShape", "Bool", "Bytes",
    "Character", "Checkpoint", "Companions",
    "CNetwrightVector", "ConvolutionShape", "CZlib", "Dictionary", "Double", "Doubles",
    "ElementType", "Error", "Float", "Floats", "Glibc", "Initializer", "InlineArray", "InputSlot",
    "Int", "Int32", "Int64", "Integers", "IntVector", "Lane", "Longs", "Matrix", "Memory", "Musl",
    "Never", "NetwrightData", "NetwrightKernels", "NetwrightProfile", "NetwrightRandom",
    "NetwrightRuntime", "NetwrightSweeps", "Optional", "OutputSlot",
    "Package", "PackageDescription", "Part", "Philox", "PoolShape", "Program",
    "ProgramDescription", "ProgramMain", "Result", "Sendable", "Set", "SIMD", "Site", "String",
    "Swift", "Synchronization", "Team", "Tensor", "TensorSlot", "Testing", "TrainingPlan",
    "UInt64", "UInt8", "UnsafeMutablePointer", "UnsafeMutableRawPointer", "Vector", "VectorMask",
    "Void", "XCTest", "Foundation", "Darwin", "MetricPlan", "DataPlan", "FieldPlan", "SplitPlan",
    "FieldEncoder", "HostTensor", "InputValues", "PredictionError", "Predictor",
    "Transform", "Splits", "Clock", "Duration", "Range", "Sequence", "Collection",
  ]
}

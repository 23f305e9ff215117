/// Why a value goes through memory instead of staying inside one kernel; noted when the fusion plan
/// decides.
package enum FusionRefusal: Hashable, Sendable {
  /// The reader is a skeleton, such as a contraction: it loads its operands as a whole.
  case readerLoadsWhole
  /// The maker is a skeleton that stores by itself and takes no epilogue.
  case makerStoresByItself
  /// The reader is a reshape, which is the same memory under other sizes.
  case reshaped
  /// The loops that make the value and those that read it run over other sizes.
  case otherLoops(maker: [Int], reader: [Int])
  /// The reader needs the finished sum of a fold before the loops that fold are through.
  case foldIsUnfinished
  /// The reader folds another axis than the loops that make the value.
  case otherAxis
  /// The reader takes elements from other places than its own: a slice, a transpose, a repetition.
  case readsElsewhere
  /// An epilogue knows its row and column alone and would have to read another operand elsewhere.
  case operandIsNotPlain
  /// Loops over vectors compute in f32, i32 and truth values.
  case elementType
  /// The kernel has as many nodes as one may have.
  case kernelIsFull
  /// The kernel would need its own results from memory.
  case cycle
  /// The reader joined another maker, and the two cannot become one kernel.
  case joinedAnother
  /// Others read the value too: it is stored anyway.
  case readByOthers

  package var explanation: String {
    switch self {
    case .readerLoadsWhole: "what reads it loads its operands from memory, as products do"
    case .makerStoresByItself:
      "the kernel that makes it stores its results itself, as pools do"
    case .reshaped: "it is read under another shape, which is the same memory"
    case .otherLoops(let maker, let reader): "made in loops over \(maker), read over \(reader)"
    case .foldIsUnfinished:
      "what reads it needs a sum or maximum that is finished only after these loops"
    case .otherAxis: "what reads it folds another axis than the loops that make it"
    case .readsElsewhere: "what reads it takes elements from other places than its own"
    case .operandIsNotPlain:
      "what reads it reads another operand too, which an epilogue could not find"
    case .elementType: "its element type is computed by scalar code alone"
    case .kernelIsFull: "the kernel is as large as one may be"
    case .cycle: "the kernel would wait for its own result"
    case .joinedAnother: "what reads it joined another kernel that makes an operand"
    case .readByOthers: "other kernels read it as well, so that it is stored anyway"
    }
  }
}

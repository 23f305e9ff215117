import NetwrightTensor

/// Where an elementwise, view or generator op states what one element of its result is.
package struct ElementSite {
  /// Makes the element of input `i` at a place in that input.
  package let input: (Int, IndexMap) -> KernelValue
  package let emit: (Instruction, DType) -> KernelValue
  /// The place in the result.
  package let index: IndexMap
  package let inputTypes: [TensorType]
  package let resultType: TensorType
  package let loops: Int

  package init(
    index: IndexMap, inputTypes: [TensorType], resultType: TensorType, loops: Int,
    input: @escaping (Int, IndexMap) -> KernelValue,
    emit: @escaping (Instruction, DType) -> KernelValue
  ) {
    self.index = index
    self.inputTypes = inputTypes
    self.resultType = resultType
    self.loops = loops
    self.input = input
    self.emit = emit
  }

  package func constant(_ value: Double) -> KernelValue {
    emit(.constant(value), resultType.dtype)
  }
}

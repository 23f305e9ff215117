import NetwrightIR
import NetwrightOps
import NetwrightTensor

/// Adds the sum of products of an equation to a graph: operands from the left, two at a time, each
/// pair a matrix product, or a product of elements where nothing is summed over.
struct EinsumLowering {
  /// A tensor whose axes have names.
  struct Named {
    var value: Value
    var axes: [String]
  }

  let site: LayerSite
  let sizes: [String: Dim]

  func result(of operands: [Named], axes result: [String]) throws(LayerError) -> Value {
    var product = operands[0]
    for (index, next) in operands.enumerated().dropFirst() {
      // What no later operand and not the result has is summed over as soon as possible.
      let later = Set(operands[(index + 1)...].flatMap(\.axes) + result)
      product = try joined(
        summed(product, to: later.union(next.axes)), summed(next, to: later.union(product.axes)),
        keeping: later)
    }
    return ordered(summed(product, to: Set(result)), result).value
  }

  // MARK: One tensor

  /// Sums over the axes that are not needed.
  private func summed(_ tensor: Named, to needed: Set<String>) -> Named {
    let folded = tensor.axes.indices.filter { !needed.contains(tensor.axes[$0]) }
    guard !folded.isEmpty else { return tensor }
    return Named(
      value: site.model.graph.reduceSum(tensor.value, axes: folded),
      axes: tensor.axes.filter(needed.contains))
  }

  private func ordered(_ tensor: Named, _ axes: [String]) -> Named {
    let permutation = axes.compactMap(tensor.axes.firstIndex)
    return Named(value: site.model.graph.transpose(tensor.value, permutation), axes: axes)
  }

  // MARK: Two tensors

  /// The axes of two operands by what becomes of them.
  private struct Roles {
    var shared: [String] = []
    var left: [String] = []
    var right: [String] = []
    var summed: [String] = []
    var result: [String] { shared + left + right }

    init(_ a: Named, _ b: Named, keeping needed: Set<String>) {
      for axis in a.axes {
        if !b.axes.contains(axis) {
          left.append(axis)
        } else if needed.contains(axis) {
          shared.append(axis)
        } else {
          summed.append(axis)
        }
      }
      right = b.axes.filter { !a.axes.contains($0) }
    }
  }

  private func joined(
    _ a: Named, _ b: Named, keeping needed: Set<String>
  ) throws(LayerError) -> Named {
    let roles = Roles(a, b, keeping: needed)
    if roles.summed.isEmpty || (roles.left.isEmpty && roles.right.isEmpty) {
      let axes = roles.result + roles.summed
      let product = site.model.graph.multiply(spread(a, over: axes), spread(b, over: axes))
      return summed(Named(value: product, axes: axes), to: needed)
    }
    return try contracted(a, b, roles)
  }

  /// Repeats a tensor along the axes that it lacks.
  private func spread(_ tensor: Named, over axes: [String]) -> Value {
    let own = axes.filter(tensor.axes.contains)
    return site.model.graph.broadcast(
      ordered(tensor, own).value, to: shape(axes),
      axes: axes.indices.filter { own.contains(axes[$0]) })
  }

  private func contracted(_ a: Named, _ b: Named, _ roles: Roles) throws(LayerError) -> Named {
    // Which of two orders an operand is handed over in: the one that it has, where it has one.
    let isLeftTransposed = a.axes == roles.shared + roles.summed + roles.left
    let isRightTransposed = b.axes != roles.shared + roles.summed + roles.right
    let left = try matrices(
      a, roles.shared,
      isLeftTransposed ? [roles.summed, roles.left] : [roles.left, roles.summed])
    let right = try matrices(
      b, roles.shared,
      isRightTransposed ? [roles.right, roles.summed] : [roles.summed, roles.right])
    let product = site.model.graph.contract(
      left, right, transposeLeft: isLeftTransposed, transposeRight: isRightTransposed)
    return Named(
      value: site.model.graph.reshape(product, to: shape(roles.result)), axes: roles.result)
  }

  /// A matrix for each index of the leading axes, rows and columns made of several axes each.
  private func matrices(
    _ tensor: Named, _ leading: [String], _ groups: [[String]]
  ) throws(LayerError) -> Value {
    let value = ordered(tensor, leading + groups.joined()).value
    var dims = leading.compactMap { sizes[$0] }
    for group in groups {
      do throws(ShapeError) {
        dims.append(try site.model.graph.context.product(group.compactMap { sizes[$0] }))
      } catch { throw .shape(error) }
    }
    return site.model.graph.reshape(value, to: Shape(dims))
  }

  private func shape(_ axes: [String]) -> Shape { Shape(axes.compactMap { sizes[$0] }) }
}

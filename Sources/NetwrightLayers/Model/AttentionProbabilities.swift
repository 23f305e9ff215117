import NetwrightIR
import NetwrightOps
import NetwrightTensor

/// Attention with its probabilities as a tensor, so that some of them can be dropped: what the op
/// `attention` computes without one.
struct AttentionProbabilities {
  let site: LayerSite
  let heads: Int
  let isCausal: Bool
  let dropout: Double

  /// - Parameter packed: queries, keys and values `[batch, positions, 3 · width]`.
  /// - Returns: `[batch, positions, width]`.
  func attended(_ packed: Value, width: Int) throws(LayerError) -> Value {
    let model = site.model
    let shape = model.graph.type(of: packed).shape
    let (queries, keys, values) = (
      head(0, of: packed, width), head(1, of: packed, width), head(2, of: packed, width)
    )
    let products = model.graph.contract(queries, keys, transposeRight: true)
    let scale = 1 / (Double(width) / Double(heads)).squareRoot()
    let scores = masked(
      model.graph.multiply(products, model.graph.constant(scale, like: products)))
    let probabilities = site.dropping(
      dropout, of: model.graph.softmax(scores), path: "\(site.path).probabilities")
    let attended = model.graph.transpose(
      model.graph.contract(probabilities, values), [0, 2, 1, 3])
    return model.graph.reshape(attended, to: Shape([shape[0], shape[1], Dim(width)]))
  }

  /// One of the three parts as `[batch, heads, positions, width / heads]`.
  private func head(_ part: Int, of packed: Value, _ width: Int) -> Value {
    let model = site.model
    let shape = model.graph.type(of: packed).shape
    let slice = model.graph.slice(
      packed, starts: [0, 0, part * width], sizes: Shape([shape[0], shape[1], Dim(width)]))
    let split = model.graph.reshape(
      slice, to: Shape([shape[0], shape[1], Dim(heads), Dim(width / heads)]))
    return model.graph.transpose(split, [0, 2, 1, 3])
  }

  /// Positions after the own one get no weight.
  private func masked(_ scores: Value) -> Value {
    guard isCausal else { return scores }
    let model = site.model
    let shape = model.graph.type(of: scores).shape
    let (query, key) = (model.graph.iota(shape, axis: 2), model.graph.iota(shape, axis: 3))
    return model.graph.select(
      model.graph.lessOrEqual(key, query), scores, model.graph.constant(-.infinity, like: scores))
  }
}

/// What other frameworks call the things that a spec names, and keys that stand in the wrong place.
///
/// The words of ours stand here once more, since the tables that have them lie on higher layers; a
/// test holds each against what a spec can name.
package enum OtherWords {
  /// Our word for another's, in lower case without `_`; several where it depends on the place.
  private static let synonyms: [String: [String]] = [
    "lr": ["learning_rate"], "kernelsize": ["kernel"], "filtersize": ["kernel"],
    "outchannels": ["filters"], "channels": ["filters"], "nfilters": ["filters"],
    "outfeatures": ["units"], "hidden": ["units"], "hiddensize": ["units"],
    "dim": ["units", "width"],
    "linear": ["dense"], "fc": ["dense"], "fullyconnected": ["dense"], "gemm": ["dense"],
    "maxpool": ["max_pool2d"], "maxpooling2d": ["max_pool2d"], "maxpooling": ["max_pool2d"],
    "avgpool": ["avg_pool2d"], "averagepooling2d": ["avg_pool2d"],
    "globalaveragepooling2d": ["global_avg_pool2d"], "gap": ["global_avg_pool2d"],
    "adaptiveavgpool2d": ["global_avg_pool2d"],
    "conv": ["conv2d"], "convolution": ["conv2d"], "batchnormalization": ["batch_norm"],
    "batchnorm2d": ["batch_norm"], "batchnorm1d": ["batch_norm"], "bn": ["batch_norm"],
    "positionalencoding": ["position_embedding"], "positionalembedding": ["position_embedding"],
    "layernormalization": ["layer_norm"], "ln": ["layer_norm", "log"],
    "multiheadattention": ["attention"], "mha": ["attention"], "selfattention": ["attention"],
    "numheads": ["heads"], "nhead": ["heads"], "nheads": ["heads"],
    "embeddim": ["width"], "embeddingdim": ["width"], "outputdim": ["width"],
    "numembeddings": ["entries"], "inputdim": ["entries"], "vocabsize": ["entries"],
    "vocab": ["entries"],
    "strides": ["stride"], "poolsize": ["window"], "size": ["window"], "pad": ["padding"],
    "dilationrate": ["dilation"], "usebias": ["bias"], "act": ["activation"],
    "nonlinearity": ["activation"], "eps": ["epsilon"], "kernelinitializer": ["initializer"],
    "xavier": ["glorot_uniform", "glorot_normal"], "xavieruniform": ["glorot_uniform"],
    "xaviernormal": ["glorot_normal"], "glorot": ["glorot_uniform", "glorot_normal"],
    "kaiming": ["he_normal", "he_uniform"], "kaimingnormal": ["he_normal"],
    "kaiminguniform": ["he_uniform"], "he": ["he_normal", "he_uniform"], "zero": ["zeros"],
    "swish": ["silu"], "concatenate": ["concat"], "cat": ["concat"], "sum": ["add"],
    "residual": ["add"], "skip": ["add"],
    "crossentropyloss": ["cross_entropy"], "nll": ["cross_entropy"],
    "sparsecategoricalcrossentropy": ["cross_entropy"],
    "categoricalcrossentropy": ["cross_entropy"],
    "bce": ["binary_cross_entropy"], "bcewithlogits": ["binary_cross_entropy"],
    "bcewithlogitsloss": ["binary_cross_entropy"], "binarycrossentropy": ["binary_cross_entropy"],
    "meansquarederror": ["mse"], "l2": ["mse"], "mseloss": ["mse"],
    "meanabsoluteerror": ["mae"], "acc": ["accuracy"],
    "labels": ["target"], "label": ["target"], "truth": ["target"], "ytrue": ["target"],
    "input": ["logits", "prediction", "inputs", "from"],
    "output": ["logits", "prediction", "as"],
    "ypred": ["logits", "prediction"], "predictions": ["prediction"],
    "logits": ["prediction"], "prediction": ["logits"],
    "batchsize": ["batch"], "numepochs": ["epochs"], "nepochs": ["epochs"],
    "iterations": ["steps"], "maxsteps": ["steps"], "description": ["doc"],
    "version": ["netwright"],
    "int": ["integer"], "float": ["number"], "double": ["number"], "numeric": ["number"],
    "bool": ["flag"],
    "boolean": ["flag"], "str": ["word"], "string": ["word"],
    "val": ["validation"], "valid": ["validation"], "params": ["parameters"],
    "macs": ["multiply_accumulates"], "memory": ["peak_memory"], "repeats": ["times"],
    "count": ["times"], "n": ["times"],
    "if": ["when"], "condition": ["when"], "onlyif": ["when"], "id": ["name"],
    "inputs": ["from"], "outputs": ["as"], "out": ["as"],
    "lrscale": ["learning_rate_scale"], "lrmultiplier": ["learning_rate_scale"],
    "kernelregularizer": ["regularizer"], "regularization": ["regularizer"],
  ]

  /// All words of ours that another's may stand for, in order.
  package static var ours: [String] { Set(synonyms.values.flatMap { $0 }).sorted() }

  /// The ones of `candidates` that another framework calls `name`.
  package static func ours(
    for name: String, among candidates: some Sequence<String>
  ) -> [String] {
    guard name.utf8.count <= NearNames.longestName, let words = synonyms[key(of: name)] else {
      return []
    }
    return words.filter(Set(candidates).contains)
  }

  /// Whether a word is another's for `ours`, or `ours` in other letters; else it may be near alone.
  static func isAnother(_ name: String, for ours: String) -> Bool {
    let key = key(of: name)
    return key == self.key(of: ours) || (synonyms[key] ?? []).contains(ours)
  }

  /// A word as the tables here have it: `MaxPool`, `max_pool` and `nn.MaxPool` are one.
  static func key(of name: String) -> String {
    bare(name).lowercased().filter { $0 != "_" && $0 != "-" }
  }

  /// The section that a key stands in which is looked for at the top.
  package static let sections: [String: String] = [
    "optimizer": "train", "epochs": "train", "steps": "train", "seed": "train",
    "shuffle": "train", "learning_rate": "train", "metrics": "evaluate", "inputs": "model",
    "targets": "model", "layers": "model", "source": "data", "fields": "data", "split": "data",
    "batch": "dims", "parameters": "expect", "flops": "expect", "peak_memory": "expect",
  ]
  private static let optimizerKeys: Set<String> = [
    "learning_rate", "lr", "weight_decay", "momentum", "beta1", "beta2", "epsilon",
  ]
  /// Layers that other frameworks take for keys.
  package static let layers: Set<String> = [
    "dropout", "batch_norm", "layer_norm", "flatten", "max_pool2d", "relu", "softmax", "sigmoid",
    "tanh", "gelu", "silu",
  ]
  package static let besideTheLayer: Set<String> = [
    "name", "as", "from", "when", "frozen", "learning_rate_scale", "regularizer",
  ]
  /// Flags that say the opposite of `frozen`, in lower case without `_`.
  package static let trainable: Set<String> = ["trainable", "requiresgrad", "learnable"]
  /// Keys that hold the kind of a layer elsewhere.
  package static let kindKeys: Set<String> = [
    "type", "layer", "kind", "class", "class_name", "module", "op", "op_type", "layer_type",
  ]

  /// Keys of layers elsewhere that say what holds anyway.
  private static let given: [String: String] = [
    "return_sequences": "the result always has all positions",
    "batch_first": "the batch is always the first axis",
    "num_layers": "each layer is an entry of its own; `repeat:` stacks blocks",
    "data_format": "channels always come last",
    "in_features": "sizes of inputs need not be given",
    "in_channels": "sizes of inputs need not be given",
    "input_size": "sizes of inputs need not be given",
    "input_shape": "sizes of inputs need not be given",
    "normalized_shape": "sizes of inputs need not be given",
    "num_features": "sizes of inputs need not be given", "inplace": "nothing is overwritten",
  ]

  /// Where a key belongs that `subject` does not have; `nil` where it is not known elsewhere.
  package static func place(of key: String, insteadOf subject: String) -> String? {
    if subject == "a spec", let section = sections[key] {
      return "`\(key)` stands under `\(section):`"
    }
    if subject == "`train`" || subject == "`model`" {
      if optimizerKeys.contains(key) {
        return "`\(key)` is a key of the optimizer: `optimizer: {adam: {\(key): …}}`"
      }
      if key == "batch_size" { return "the batch size is the dimension `batch` under `dims:`" }
      if key == "loss" { return "`loss:` is a section of its own" }
      let own = subject == "`train`" ? "train" : "model"
      if let section = sections[key], section != own {
        return "`\(key)` stands under `\(section):`"
      }
    }
    if subject.hasPrefix("the loss"), key == "weight" || key == "name" {
      return "`\(key)` stands beside the loss, in a list of losses"
    }
    guard ["the layer", "the block", "`repeat`"].contains(where: subject.hasPrefix) else {
      return nil
    }
    if key == "repeat", subject.hasPrefix("the layer") {
      return "blocks are repeated, not layers: `- repeat: {times: 3, block: NAME}`"
    }
    if let reason = given[key] { return "\(reason): remove the key" }
    // A parameter of a block may well be called as the layer that it feeds.
    if !subject.hasPrefix("the block"), layers.contains(key) {
      return "`\(key)` is a layer of its own: `- \(key)` on the next line"
    }
    if besideTheLayer.contains(key) {
      return "`\(key)` stands beside the layer, on a line of its own"
    }
    return nil
  }
}

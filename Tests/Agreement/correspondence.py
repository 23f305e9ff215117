"""Which tensor of a spec is which tensor of its PyTorch twin.

Both list their layers in the order in which data flows, so that the layers of `netwright summary`
that have parameters and the modules that have parameters pair off one by one.
"""

import re

from torch import nn

from layouts import DENSE, FILTERS, SAME, Match, dense_after_flatten

# For each kind of layer: the modules that it stands for, and for each tensor its name here, its
# name in the module, its layout and whether it is learned.
CONVOLUTION = [("filter", "weight", FILTERS, True), ("bias", "bias", SAME, True)]
BATCH_NORM = [
    ("scale", "weight", SAME, True), ("offset", "bias", SAME, True),
    ("running_mean", "running_mean", SAME, False),
    ("running_variance", "running_var", SAME, False)]
LAYER_NORM = [("scale", "weight", SAME, True), ("offset", "bias", SAME, True)]
DENSE_LAYER = [("weight", "weight", DENSE, True), ("bias", "bias", SAME, True)]
EMBEDDING = [("table", "weight", SAME, True)]
# Queries, keys and values side by side, each with its heads in order; one dense layer both here
# and in the twin.
PACKED = [("qkv_weight", "weight", DENSE, True), ("qkv_bias", "bias", SAME, True)]
# Gates in the same order on both sides: input, forget, cell, output.
LSTM = [
    ("input_weight", "weight_ih_l0", DENSE, True),
    ("recurrent_weight", "weight_hh_l0", DENSE, True), ("bias", "bias_ih_l0", SAME, True)]

# Biases that PyTorch has twice: the second, which is added to the first.
SECOND_BIASES = {"bias_ih_l0": "bias_hh_l0"}

KINDS = {
    "conv2d": [(nn.Conv2d, CONVOLUTION)],
    "batch_norm": [(nn.BatchNorm2d, BATCH_NORM)],
    "layer_norm": [(nn.LayerNorm, LAYER_NORM)],
    "dense": [(nn.Linear, DENSE_LAYER)],
    "embedding": [(nn.Embedding, EMBEDDING)],
    "position_embedding": [(nn.Embedding, EMBEDDING)],
    "attention": [(nn.Linear, PACKED), (nn.Linear, DENSE_LAYER)],
    "lstm": [(nn.LSTM, LSTM)],
}


class Mismatch(Exception):
    """The twin does not have the layers of the spec."""


def matches(summary: dict, model: nn.Module) -> list:
    """Pairs every tensor of a spec with that of `model`; the summary is `netwright summary`'s."""
    modules = [
        (path, module) for path, module in model.named_modules()
        if next(module.parameters(recurse=False), None) is not None]
    found = []
    for layer, flattened in zip(summary["layers"], flattened_images(summary)):
        if layer["parameters"]:
            found += layer_matches(layer, modules, flattened)
    if modules:
        raise Mismatch(f"the spec has no layer for {modules[0][0]} of the twin")
    return found


def layer_matches(layer: dict, modules: list, flattened) -> list:
    """The tensors of one layer; takes its modules from the front of `modules`."""
    if layer["kind"] not in KINDS:
        raise Mismatch(f"no rule for layers of the kind {layer['kind']} ({layer['path']})")
    found = []
    for kind, tensors in KINDS[layer["kind"]]:
        path, module = modules.pop(0) if modules else ("nothing", None)
        if not isinstance(module, kind):
            raise Mismatch(f"{layer['path']} should be a {kind.__name__}, the twin has {path}")
        for ours, theirs, layout, is_trained in tensors:
            if getattr(module, theirs, None) is None:
                continue
            if layout is DENSE and flattened:
                layout = dense_after_flatten(*flattened)
            second = SECOND_BIASES.get(theirs)
            found.append(Match(
                f"{layer['path']}.{ours}", f"{path}.{theirs}", layout, is_trained,
                f"{path}.{second}" if second else None))
    return found


def flattened_images(summary: dict) -> list:
    """For each layer: (channels, rows, columns) of the image that the layer before it flattened."""
    sizes = [[int(size) for size in re.findall(r"\b\d+\b", layer["output"].partition("[")[2])]
             for layer in summary["layers"]]
    found = [None, None]
    for image, layer in zip(sizes, summary["layers"][1:-1]):
        is_image = layer["kind"] == "flatten" and len(image) == 3
        found.append((image[2], image[0], image[1]) if is_image else None)
    return found[: len(sizes)]

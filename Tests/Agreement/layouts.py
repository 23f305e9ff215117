"""Weights of PyTorch in the layouts of Netwright, and back.

`weights_from_torch` is the conversion as a whole; each layout by itself has a name below. Netwright
keeps images as [batch, rows, columns, channels], PyTorch as [batch, channels, rows, columns]; what
follows from that for weights, and all else that differs, stands here and nowhere else.
"""

from dataclasses import dataclass
from typing import Callable

import numpy as np


@dataclass(frozen=True)
class Layout:
    """One conversion and its inverse; both work on weights, gradients and moments alike."""

    name: str
    from_torch: Callable
    to_torch: Callable


SAME = Layout("same", lambda x: x, lambda x: x)

# A dense weight is [out, in] in PyTorch and [in, out] here.
DENSE = Layout("[out, in] → [in, out]", lambda w: w.T, lambda w: w.T)

# Filters are OIHW in PyTorch and HWIO here. Depthwise filters follow the same rule: [channels, 1,
# rows, columns] becomes [rows, columns, 1, channels].
FILTERS = Layout(
    "OIHW → HWIO", lambda w: w.transpose(2, 3, 1, 0), lambda w: w.transpose(3, 2, 0, 1))


def dense_after_flatten(channels: int, rows: int, columns: int) -> Layout:
    """A dense weight whose input is a flattened image.

    PyTorch flattens channels first, so that its columns are in the order (channel, row, column);
    here the rows are in the order (row, column, channel).
    """

    def from_torch(weight):
        images = weight.reshape(-1, channels, rows, columns)
        return images.transpose(2, 3, 1, 0).reshape(-1, weight.shape[0])

    def to_torch(weight):
        images = weight.reshape(rows, columns, channels, -1)
        return images.transpose(3, 2, 0, 1).reshape(weight.shape[1], -1)

    return Layout("[out, C·H·W] → [H·W·C, out]", from_torch, to_torch)


@dataclass(frozen=True)
class Match:
    """A tensor of ours and the one of PyTorch that says the same."""

    ours: str
    theirs: str
    layout: Layout
    # Whether it is learned; running statistics are not.
    is_trained: bool = True
    # A second tensor of PyTorch that is added to the first, as the LSTM's other bias.
    plus: str | None = None


def weights_from_torch(tensors: dict, matches: list) -> dict:
    """A PyTorch state dict, as numpy arrays, under our names and in our layouts."""
    found = {}
    for match in matches:
        if match.theirs not in tensors:
            continue
        array = tensors[match.theirs]
        if match.plus in tensors:
            array = array + tensors[match.plus]
        found[match.ours] = np.ascontiguousarray(match.layout.from_torch(array))
    return found


def weights_to_torch(tensors: dict, matches: list) -> dict:
    """The inverse of `weights_from_torch`; of a sum the first part is all, the second is zero."""
    found = {}
    for match in matches:
        if match.ours not in tensors:
            continue
        array = np.ascontiguousarray(match.layout.to_torch(tensors[match.ours]))
        found[match.theirs] = array
        if match.plus:
            found[match.plus] = np.zeros_like(array)
    return found

"""Rectifiers and maxima whose side is a matter of rounding.

A rectifier has two derivatives at 0, and a maximum two where its largest inputs are equal. Where f32
may decide either way, either derivative is right, and a gradient differs by that element: no tolerance
that means anything would cover it. So the reference is taken on the side that ours is on, at those
places alone that lie no farther from their kink than PyTorch's own f32 moves what decides; every
tolerance stays what it is.
"""

from dataclasses import dataclass

import numpy as np
import torch
from torch.nn import functional
from torch.overrides import TorchFunctionMode

RECTIFIERS = {torch.relu, functional.relu, torch.Tensor.relu}

# More undecided places than this and nothing is turned: the gradient of each costs a step.
MOST = 96


@dataclass
class Kinks:
    """One call: what went in, and how far each result is from its kink."""

    inputs: torch.Tensor
    distances: torch.Tensor
    # The other side of every result, with its derivative.
    others: torch.Tensor


def kinks_of(function, args: tuple, result) -> Kinks | None:
    """Of a rectifier or a maximum over windows that do not overlap; of anything else None."""
    if function in RECTIFIERS:
        x = args[0]
        return Kinks(x.detach(), x.detach().abs(), x - result)
    if function is functional.max_pool2d:
        x, size = args[0], args[1]
        windows = x.unfold(2, size, size).unfold(3, size, size).flatten(4)
        first, second = windows.topk(2).values.unbind(-1)
        # Two zeros, as rectifiers leave them: nothing comes of either.
        distances = torch.where(first == 0, torch.inf, (first - second) / 2)
        return Kinks(x.detach(), distances.detach(), second)
    return None


class Sides(TorchFunctionMode):
    """Notes all kinks, in order, and turns those places that `turned` names as (call, place)."""

    def __init__(self, turned: list = ()):
        super().__init__()
        self.kinks, self.turned = [], turned

    def __torch_function__(self, function, types, args=(), kwargs=None):
        result = function(*args, **(kwargs or {}))
        kinks = kinks_of(function, args, result)
        if kinks is None:
            return result
        places = [place for call, place in self.turned if call == len(self.kinks)]
        self.kinks.append(kinks)
        if not places:
            return result
        mask = torch.zeros(result.numel(), dtype=torch.bool)
        mask[places] = True
        return torch.where(mask.view_as(result), kinks.others, result)


def undecided(exact, single, batch: tuple) -> list:
    """Places of f64, as (call, place), that are no farther from their kink than f32 moves any input
    of the same call."""
    noted = []
    for twin in (exact, single):
        with Sides() as sides:
            twin.backward(*batch)
        noted.append(sides.kinks)
    found = []
    for call, (kinks, rounded) in enumerate(zip(*noted)):
        moved = (rounded.inputs.double() - kinks.inputs).abs().max()
        near = (kinks.distances <= moved).reshape(-1).nonzero().reshape(-1)
        found += [(call, place) for place in near.tolist()]
    return found


def gradients_on_our_side(ours: dict, exact, single, batch: tuple) -> tuple:
    """The gradients of f64 with undecided places on the side that fits `ours` best, how many are
    turned, and how many are undecided."""
    candidates = undecided(exact, single, batch)
    plain = turned_gradients(exact, batch, [])
    if not 0 < len(candidates) <= MOST:
        return plain, 0, len(candidates)
    norms = {name: np.linalg.norm(tensor) for name, tensor in plain.items()}
    # What nearly cancels is mostly rounding, and says nothing about sides.
    sizes = {name: norm for name, norm in norms.items() if norm > 1e-4 * max(norms.values())}

    def row(tensors: dict):
        return np.concatenate([
            ((tensors[name] - plain[name]) / size).ravel() for name, size in sizes.items()])

    effects = np.stack([row(turned_gradients(exact, batch, [one])) for one in candidates])
    if not np.isfinite(effects).all() or not np.isfinite(row(ours)).all():
        return plain, 0, len(candidates)
    shares = np.linalg.lstsq(effects.T, row(ours), rcond=None)[0]
    chosen = [one for one, share in zip(candidates, shares) if share > 0.5]
    return turned_gradients(exact, batch, chosen), len(chosen), len(candidates)


def turned_gradients(twin, batch: tuple, turned: list) -> dict:
    """The gradients with those places on their other side; they stay with the twin's parameters."""
    with Sides(turned):
        twin.backward(*batch)
    return {name: tensor.astype(np.float64) for name, tensor in twin.gradients().items()}

"""Rectifiers whose side is a matter of rounding.

A rectifier has two derivatives at 0. Where its input is so near to 0 that f32 may put it on either
side, either derivative is right, and a gradient differs by that element: no tolerance that means
anything would cover it. So the reference is taken on the side that ours is on, for those inputs alone
that PyTorch's own f32 moves as far as their distance from 0; every tolerance stays what it is.
"""

import numpy as np
import torch
from torch.overrides import TorchFunctionMode

RECTIFIERS = {torch.relu, torch.nn.functional.relu, torch.Tensor.relu}

# More undecided inputs than this and nothing is turned: the gradient of each costs a step.
MOST = 96


class Rectifiers(TorchFunctionMode):
    """Notes the inputs of rectifiers, in order, and turns those places that `turned` names."""

    def __init__(self, turned: list = ()):
        super().__init__()
        self.inputs, self.turned = [], turned

    def __torch_function__(self, function, types, args=(), kwargs=None):
        result = function(*args, **(kwargs or {}))
        if function not in RECTIFIERS:
            return result
        call, x = len(self.inputs), args[0]
        self.inputs.append(x.detach())
        places = [place for number, place in self.turned if number == call]
        if not places:
            return result
        mask = torch.zeros(x.numel(), dtype=torch.bool)
        mask[places] = True
        # x − max(x, 0) is the other branch, with its derivative.
        return torch.where(mask.view_as(x), x - result, result)


def undecided(exact, single, batch: tuple) -> list:
    """Rectifiers of f64, as (call, place), that are no farther from 0 than f32 moves any input of
    the same call."""
    noted = []
    for twin in (exact, single):
        with Rectifiers() as rectifiers:
            twin.backward(*batch)
        noted.append(rectifiers.inputs)
    found = []
    for call, (x, rounded) in enumerate(zip(*noted)):
        moved = (rounded.double() - x).abs().max()
        near = (x.abs() <= moved).reshape(-1).nonzero().reshape(-1)
        found += [(call, place) for place in near.tolist()]
    return found


def gradients_on_our_side(ours: dict, exact, single, batch: tuple) -> tuple:
    """The gradients of f64 with undecided rectifiers on the side that fits `ours` best, how many are
    turned, and how many are undecided."""
    candidates = undecided(exact, single, batch)
    plain = turned_gradients(exact, batch, [])
    if not 0 < len(candidates) <= MOST:
        return plain, 0, len(candidates)
    norms = {name: np.linalg.norm(tensor) for name, tensor in plain.items()}
    # What nearly cancels is mostly rounding, and says nothing about sides.
    sizes = {name: norm for name, norm in norms.items() if norm > 1e-4 * max(norms.values())}
    row = lambda tensors: np.concatenate([
        ((tensors[name] - plain[name]) / size).ravel() for name, size in sizes.items()])
    effects = np.stack([row(turned_gradients(exact, batch, [one])) for one in candidates])
    shares = np.linalg.lstsq(effects.T, row(ours), rcond=None)[0]
    chosen = [one for one, share in zip(candidates, shares) if share > 0.5]
    return turned_gradients(exact, batch, chosen), len(chosen), len(candidates)


def turned_gradients(twin, batch: tuple, turned: list) -> dict:
    with Rectifiers(turned):
        twin.backward(*batch)
    return {name: tensor.astype(np.float64) for name, tensor in twin.gradients().items()}

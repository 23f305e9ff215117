"""When two sets of tensors agree."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Tolerance:
    """What single precision may cost.

    A rectifier or a maximum that flips for one element changes a gradient by that element; smooth
    networks have no such kinks.
    """

    # ‖ours − reference‖ over ‖reference‖, for each tensor of gradients.
    gradient: float
    # |ours − reference| over |reference|, for one loss from the same weights.
    loss: float = 1e-5
    # The same after steps that each side took by itself.
    drifted_loss: float = 1e-3


SMOOTH = Tolerance(gradient=1e-4)
KINKED = Tolerance(gradient=5e-3)

# The least cosine between two tensors that are the same but for kinks.
LEAST_COSINE = 0.9999


@dataclass(frozen=True)
class Difference:
    """How far a tensor is from its reference."""

    name: str
    relative: float
    cosine: float

    def is_within(self, tolerance: float, excuse: "Difference | None") -> bool:
        """Whether it is near enough or, given an excuse, no farther than twice that.

        PyTorch's own f32 is one for updates: an optimizer that divides by the size of a gradient
        makes a whole step of one that is nothing but rounding.
        """
        bent = 1 - self.cosine
        if excuse is None:
            return self.relative <= tolerance and bent <= 1 - LEAST_COSINE
        return (self.relative <= max(tolerance, 2 * excuse.relative)
                and bent <= max(1 - LEAST_COSINE, 4 * (1 - excuse.cosine)))


# A tensor with less than this share of all gradients together vanishes; what rounding leaves of it is
# measured against NOISE_SHARE of them.
VANISHING_SHARE = 1e-6
NOISE_SHARE = 1e-3
# A tensor with less than this share is measured as if it had it: five thousandths of that are one
# rounding of all gradients in f32.
LEAST_SHARE = 1e-5


def differences(ours: dict, reference: dict) -> list:
    """Every tensor of the reference, the worst first; those that vanish are measured as noise.

    The bias before a batch normalization has no gradient, and the scale of one before a rectifier,
    a depthwise convolution and the next normalization has hardly any: what rounding leaves of them
    is compared with all gradients together, not with itself.
    """
    total = sum(float(np.linalg.norm(tensor)) ** 2 for tensor in reference.values()) ** 0.5
    found = []
    for name, tensor in reference.items():
        a, b = ours[name].astype(np.float64).ravel(), tensor.astype(np.float64).ravel()
        size = np.linalg.norm(b)
        vanishes = size <= VANISHING_SHARE * total
        scale = NOISE_SHARE * total if vanishes else max(size, LEAST_SHARE * total)
        relative = np.linalg.norm(a - b) / scale if scale else float(np.linalg.norm(a))
        product = np.linalg.norm(a) * size
        is_noisy = size <= LEAST_SHARE * total
        cosine = 1.0 if is_noisy or not product else float(a @ b / product)
        found.append(Difference(name, float(relative), cosine))
    return sorted(found, key=lambda one: -one.relative)


def farthest(versions: list) -> dict:
    """Of several lists of differences the largest of each tensor, by name."""
    found = {}
    for version in versions:
        for one in version:
            before = found.get(one.name, one)
            found[one.name] = Difference(
                one.name, max(one.relative, before.relative), min(one.cosine, before.cosine))
    return found


def relative(ours: float, reference: float) -> float:
    return abs(ours - reference) / max(abs(reference), 1e-12)

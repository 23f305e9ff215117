"""When two sets of tensors agree."""

from dataclasses import dataclass

import numpy as np

from cancellation import UNIT


@dataclass(frozen=True)
class Tolerance:
    """What single precision may cost, once kinks are on the same side (`kinks.py`)."""

    # ‖ours − reference‖ over ‖reference‖, for each tensor of gradients and of updates.
    tensor: float = 1e-4
    # |ours − reference| over |reference|, for one loss from the same weights.
    loss: float = 1e-5
    # The same after steps that each side took by itself.
    drifted_loss: float = 1e-3


TOLERANCE = Tolerance()

# The least cosine between two tensors that are the same but for rounding.
LEAST_COSINE = 0.9999

# What rounding leaves of a tensor that vanishes is measured against this share of all gradients.
NOISE_SHARE = 0.05
# How many roundings of Σ |terms| a channel may be off by, whatever is left of its sum.
ROUNDINGS = 4


@dataclass(frozen=True)
class Difference:
    """How far a tensor is from its reference."""

    name: str
    relative: float
    cosine: float
    # The most that a channel is off by, in roundings of its Σ |terms|, where the terms are known.
    roundings: float | None = None

    @property
    def is_rounding(self) -> bool:
        """Whether each channel is no farther than a sum of its terms is in f32."""
        return self.roundings is not None and self.roundings <= ROUNDINGS

    def is_within(self, tolerance: float, theirs: "Difference | None") -> bool:
        """Whether it is near enough or, given `theirs`, no farther than twice what PyTorch's own f32
        is: an optimizer that divides by the size of a gradient makes a whole step of one that is
        nothing but rounding, as that of a bias whose effect the next normalization undoes.
        """
        bent = 1 - self.cosine
        if theirs is None:
            return self.is_rounding or (self.relative <= tolerance and bent <= 1 - LEAST_COSINE)
        return (self.relative <= max(tolerance, 2 * theirs.relative)
                and bent <= max(1 - LEAST_COSINE, 4 * (1 - theirs.cosine)))


def differences(ours: dict, reference: dict, terms: dict | None = None) -> list:
    """Every tensor of the reference, the worst first; those that vanish are measured as noise.

    The bias before a batch normalization has no gradient: what rounding leaves of it is compared
    with a share of all gradients together, not with itself. `terms` has Σ |terms| of some tensors, by channel.
    """
    total = sum(float(np.linalg.norm(tensor)) ** 2 for tensor in reference.values()) ** 0.5
    found = []
    for name, tensor in reference.items():
        a, b = ours[name].astype(np.float64).ravel(), tensor.astype(np.float64).ravel()
        size = np.linalg.norm(b)
        vanishes = size <= 1e-6 * total
        scale = NOISE_SHARE * total if vanishes else size
        apart = float(np.linalg.norm(a - b))
        relative = apart / scale if scale else apart
        roundings = None
        if terms and name in terms:
            roundings = float(np.max(np.abs(a - b) / np.maximum(UNIT * terms[name], 1e-300)))
        product = np.linalg.norm(a) * size
        cosine = 1.0 if vanishes or not product else float(a @ b / product)
        found.append(Difference(name, float(relative), cosine, roundings))
    return sorted(found, key=lambda one: -one.relative)


def relative(ours: float, reference: float) -> float:
    return abs(ours - reference) / max(abs(reference), 1e-12)

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

    def is_within(self, tolerance: float, theirs: "Difference") -> bool:
        """Whether it is near enough, or no farther than twice what PyTorch's own f32 is.

        A scale whose effect the next normalization undoes has a gradient that is the small rest of
        large terms: nobody's single precision has more than a digit or two of it.
        """
        bent, bent_theirs = 1 - self.cosine, 1 - theirs.cosine
        return (self.relative <= max(tolerance, 2 * theirs.relative)
                and bent <= max(1 - LEAST_COSINE, 4 * bent_theirs))


def differences(ours: dict, reference: dict) -> list:
    """Every tensor of the reference, the worst first; those that vanish are measured as noise.

    The bias before a batch normalization has no gradient: what rounding leaves of it is compared
    with all gradients together, not with itself.
    """
    total = sum(float(np.linalg.norm(tensor)) ** 2 for tensor in reference.values()) ** 0.5
    found = []
    for name, tensor in reference.items():
        a, b = ours[name].astype(np.float64).ravel(), tensor.astype(np.float64).ravel()
        size = np.linalg.norm(b)
        vanishes = size <= 1e-6 * total
        scale = total if vanishes else size
        relative = np.linalg.norm(a - b) / scale if scale else float(np.linalg.norm(a))
        product = np.linalg.norm(a) * size
        cosine = 1.0 if vanishes or not product else float(a @ b / product)
        found.append(Difference(name, float(relative), cosine))
    return sorted(found, key=lambda one: -one.relative)


def relative(ours: float, reference: float) -> float:
    return abs(ours - reference) / max(abs(reference), 1e-12)

"""Batches with something to learn in them, the same for both sides."""

import numpy as np


def batches(workload, names: tuple, steps: int, seed: int = 11) -> dict:
    """`steps` batches under the names of the spec's inputs, with a leading axis of steps."""
    random = np.random.default_rng(seed)
    data, target = (characters if workload.vocabulary else labelled)(workload, steps, random)
    return {names[0]: data, names[1]: target.astype(np.int32)}


def labelled(workload, steps: int, random):
    """Random numbers, and as their class the largest of as many random projections."""
    data = random.standard_normal((steps, *workload.input), dtype=np.float32)
    width = int(np.prod(workload.input[1:]))
    teacher = random.standard_normal((width, workload.classes), dtype=np.float32)
    return data, (data.reshape(steps, -1, width) @ teacher).argmax(-1)


def characters(workload, steps: int, random):
    """Texts of a random source in which a character says much about the next."""
    count, length = workload.input
    likely = random.integers(0, workload.vocabulary, (workload.vocabulary, 3))
    texts = np.empty((steps, count, length + 1), np.int64)
    texts[..., 0] = random.integers(0, workload.vocabulary, (steps, count))
    for place in range(length):
        choice = random.integers(0, 3, (steps, count))
        texts[..., place + 1] = likely[texts[..., place], choice]
    return texts[..., :-1].astype(np.int32), texts[..., 1:]


def part(all_batches: dict, first: int, end: int) -> dict:
    return {name: array[first:end] for name, array in all_batches.items()}

"""What has to agree, workload by workload."""

from dataclasses import dataclass

import numpy as np
import torch

from batches import batches, part
from cancellation import term_sums
from closeness import TOLERANCE, differences, relative
from correspondence import matches
from kinks import gradients_on_our_side
from netwright import gradients_of, state_of
from twin import Twin, build, initial_tensors

# The names of data and target in the specs.
INPUTS = {
    "tabular_mlp": ("features", "label"), "mnist_mlp": ("pixels", "label"),
    "lenet": ("image", "label"), "resnet20": ("image", "label"), "dscnn": ("spectrogram", "label"),
    "char_gpt": ("tokens", "next"), "char_lstm": ("text", "next")}

RESTARTS = [50, 100, 200]
SHORT = 20
# Steps at the end whose losses are averaged: one batch alone says little.
LAST = 20


@dataclass(frozen=True)
class Finding:
    what: str
    holds: bool
    words: str


def run(workload, program, steps: int) -> list:
    """All checks of one workload."""
    return Checks(workload, program, steps).findings()


class Checks:
    def __init__(self, workload, program, steps: int):
        self.workload, self.program, self.steps = workload, program, steps
        self.matches = matches(program.summary(), build(workload.name))
        self.start = initial_tensors(workload.name, self.matches)
        self.names = INPUTS[workload.name]
        self.batches = batches(workload, self.names, steps)

    def findings(self) -> list:
        first = self.program.replay(self.start, part(self.batches, 0, 1))
        short = self.program.replay(self.start, part(self.batches, 0, SHORT))
        return [
            *self.first_step(first), self.short_run(short), *self.long_run(), self.same_bits(short)]

    def twin(self, tensors: dict, dtype=torch.float64) -> Twin:
        return Twin(self.workload, self.matches, tensors, dtype)

    def batch(self, step: int) -> tuple:
        """Data and target of a step, from 0."""
        return tuple(self.batches[name][step] for name in self.names)

    def first_step(self, result: dict) -> list:
        exact, single = self.twin(self.start), self.twin(self.start, torch.float32)
        expected = exact.backward(*self.batch(0))
        return [
            self.loss("initial loss", result["loss"][0], expected),
            self.gradients("initial gradients", gradients_of(result), exact, single, 0)]

    def loss(self, what: str, ours: float, expected: float) -> Finding:
        error = relative(float(ours), expected)
        words = f"{ours:.6f}, PyTorch {expected:.6f}, off by {error:.1e}"
        return Finding(what, error <= TOLERANCE.loss, words)

    def gradients(self, what: str, ours: dict, exact: Twin, single: Twin, step: int) -> Finding:
        """Each tensor of gradients near enough in length and in direction; leaves those that ours
        are held against in `exact`, and PyTorch's in f32 in `single`."""
        batch = self.batch(step)
        terms = term_sums(exact, batch)
        single.backward(*batch)
        found = self.compared(what, ours, exact.gradients(), single.gradients(), terms)
        if found.holds or ours.keys() != exact.gradients().keys():
            return found
        expected, turned, undecided = gradients_on_our_side(ours, exact, single, batch)
        found = self.compared(what, ours, expected, single.gradients(), terms)
        words = f"{found.words}; {turned} of {undecided} undecided kinks turned"
        return Finding(what, found.holds, words)

    def compared(
            self, what: str, ours: dict, expected: dict, rounded: dict, terms: dict) -> Finding:
        """`rounded` is PyTorch's f32; `terms` as `differences` takes them."""
        if not ours or ours.keys() != expected.keys():
            return Finding(what, False, f"ours {sorted(ours)}, theirs {sorted(expected)}")
        found = differences(ours, expected, terms)
        theirs = {one.name: one for one in differences(rounded, expected)}
        wrong = [one for one in found if not one.is_within(TOLERANCE.tensor, None)]
        cancelling = [one for one in found if one.is_rounding and one.relative > TOLERANCE.tensor]
        worst = next((one for one in wrong or found if one not in cancelling), found[0])
        words = (f"{len(found)} tensors, worst {worst.relative:.1e} of {worst.name} "
                 f"(PyTorch in f32 {theirs[worst.name].relative:.1e}), cosine {worst.cosine:.7f}")
        if cancelling:
            most = max(one.roundings for one in cancelling)
            words += (f"; {len(cancelling)} that nearly cancel, worst {cancelling[0].relative:.1e}, "
                      f"{most:.1f} roundings of the terms")
        return Finding(what, not wrong, words)

    def updates(self, what: str, ours: dict, expected: dict, rounded: dict) -> Finding:
        """Each update near enough, or no farther off than PyTorch's own f32 allows."""
        theirs = {one.name: one for one in differences(rounded, expected)}
        found = differences(ours, expected)
        wrong = [one for one in found if not one.is_within(TOLERANCE.tensor, theirs[one.name])]
        worst = wrong[0] if wrong else found[0]
        words = (f"{len(found)} tensors, worst {worst.relative:.1e} of {worst.name} "
                 f"(PyTorch in f32 {theirs[worst.name].relative:.1e}), cosine {worst.cosine:.7f}")
        return Finding(what, not wrong, words)

    def short_run(self, result: dict) -> Finding:
        """Twenty steps by each side; PyTorch's own f32 shows what rounding alone makes of them."""
        exact, single = self.twin(self.start), self.twin(self.start, torch.float32)
        expected = [exact.step(*self.batch(step)) for step in range(SHORT)]
        rounded = [single.step(*self.batch(step)) for step in range(SHORT)]
        ours = max(relative(a, b) for a, b in zip(result["loss"].tolist(), expected))
        theirs = max(relative(a, b) for a, b in zip(rounded, expected))
        moved = self.drift(state_of(result), exact.tensors())
        moved_theirs = self.drift(single.tensors(), exact.tensors())
        allowed = max(TOLERANCE.drifted_loss, 3 * theirs)
        words = (f"losses off by {ours:.1e} at most (PyTorch in f32 {theirs:.1e}), "
                 f"weights by {moved:.1e} of their way (PyTorch in f32 {moved_theirs:.1e})")
        holds = ours <= allowed and moved <= max(0.01, 3 * moved_theirs)
        return Finding(f"{SHORT} steps", holds, words)

    def drift(self, tensors: dict, expected: dict) -> float:
        """How far all weights together are from where they should be, over how far they moved."""
        trained = [match.ours for match in self.matches if match.is_trained]
        apart = sum(float(np.sum((tensors[name] - expected[name]) ** 2)) for name in trained)
        way = sum(float(np.sum((expected[name] - self.start[name]) ** 2)) for name in trained)
        return (apart / way) ** 0.5

    def long_run(self) -> list:
        """The whole run in pieces, so that single steps can be compared on the way."""
        found, losses, state, done = [], [], self.start, 0
        for restart in [step for step in RESTARTS if step <= self.steps]:
            result = self.program.replay(state, part(self.batches, done, restart - 1), done)
            losses += result["loss"].tolist()
            before, last = state_of(result), restart - 1
            result = self.program.replay(before, part(self.batches, last, restart), last)
            losses += result["loss"].tolist()
            found += self.single_step(restart, before, result)
            state, done = state_of(result), restart
        return [*found, self.final_loss(losses)]

    def single_step(self, number: int, before: dict, result: dict) -> list:
        exact, single = self.twin(before), self.twin(before, torch.float32)
        expected = exact.backward(*self.batch(number - 1))
        gradients = self.gradients(
            f"step {number}, gradients", gradients_of(result), exact, single, number - 1)
        for twin in (exact, single):
            twin.load_optimizer(before, number - 1)
            twin.optimizer.step()

        def updates(after: dict) -> dict:
            return {
                match.ours: after[match.ours].astype(np.float64) - before[match.ours]
                for match in self.matches if match.is_trained}

        return [
            self.loss(f"step {number}, loss", result["loss"][0], expected), gradients,
            self.updates(f"step {number}, updates", updates(result), updates(exact.tensors()),
                         updates(single.tensors()))]

    def final_loss(self, losses: list) -> Finding:
        single = self.twin(self.start, torch.float32)
        theirs = [single.step(*self.batch(step)) for step in range(len(losses))]
        ours, expected = (sum(values[-LAST:]) / LAST for values in (losses, theirs))
        error = relative(ours, expected)
        words = (f"{ours:.5f} (from {losses[0]:.5f}), PyTorch {expected:.5f}, "
                 f"off by {100 * error:.2f} %")
        return Finding(f"loss of the last {LAST} of {len(losses)} steps", error <= 0.02, words)

    def same_bits(self, result: dict) -> Finding:
        """Losses, weights, slots and gradients of the short run, once more and with one thread."""
        steps = part(self.batches, 0, SHORT)
        again = self.program.replay(self.start, steps)
        alone = self.program.replay(self.start, steps, threads=1)
        differing = [
            name for name in result
            if any(other[name].tobytes() != result[name].tobytes() for other in (again, alone))]
        words = f"{len(result)} tensors" if not differing else f"differing: {', '.join(differing)}"
        return Finding("same bits with 1 and 2 threads, and again", not differing, words)

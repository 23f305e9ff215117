"""Section `products`: the whole step against its matrix products alone in the library of PyTorch, in turn.

What share of the rate of arithmetic a step could reach is a question of the products that it consists
of: how near a library comes that computes these and nothing else says what a bar for the whole means.
"""

import json
import re
import statistics

from contestants import Netwright, Peer
from tables import figure, table
from tool import Failure, spec_path

WORKLOADS = ["mnist_mlp", "char_gpt"]

PRODUCT = re.compile(
    r"  contraction 1×(\d+)×(\d+)×(\d+)( left transposed)?( right transposed)? of (\d+), (\d+)")
OPERAND = re.compile(r"  operand (\d+): f32\[(\d+), (\d+)\] (read|write)")
CALL = re.compile(r"  (\w+)\((.*?)\)")


class Kernel:
    """A kernel of the listing: its product, if it is one, and the operands that are matrices."""

    def __init__(self):
        self.product = None
        self.reads, self.writes = [], []

    def add(self, line: str) -> None:
        if line.startswith("  contraction"):
            self.product = PRODUCT.match(line)
            if self.product is None:
                raise Failure(f"no plain product: {line.strip()}")
        elif match := OPERAND.match(line):
            operands = self.reads if match[4] == "read" else self.writes
            operands.append((int(match[1]), (int(match[2]), int(match[3]))))

    def call(self, operands: list) -> dict:
        """The product of a call; its result is memory of its own where the step updates a weight."""
        rows, columns, depth = (int(self.product[place]) for place in (1, 2, 3))
        read = {operands[number] for number, _ in self.reads}
        results = [operands[number] for number, shape in self.writes if shape == (rows, columns)]
        plain = [name for name in results if name not in read]
        return {
            "left": operands[int(self.product[6])], "right": operands[int(self.product[7])],
            "result": plain[0] if plain else None, "rows": rows, "columns": columns,
            "depth": depth, "left_transposed": bool(self.product[4]),
            "right_transposed": bool(self.product[5])}


def products_of(listing: str) -> list:
    """The matrix products of a training step, in order, from `dump --stage kernels`; those inside of
    attention are not among them."""
    kernels, kernel, found, is_training = {}, None, [], False
    for line in listing.splitlines():
        if line.startswith("kernel "):
            kernel = kernels[line.split()[1]] = Kernel()
        elif line and not line.startswith(" "):
            kernel, is_training = None, line == "train"
        elif kernel is not None:
            kernel.add(line)
        elif is_training and line.startswith("  loop"):
            raise Failure("a step with loops is no plain list of products")
        elif is_training and (call := CALL.match(line)) and kernels[call[1]].product:
            found.append(kernels[call[1]].call(call[2].split(", ")))
    return found


def measure(context) -> dict:
    if not context.python:
        raise Failure("the section `products` needs the peers: `make peers`")
    found = {}
    for name in [name for name in WORKLOADS if name in context.workloads]:
        products = products_of(context.tool.kernels(spec_path(name)))
        ours = Netwright(context.tool, spec_path(name))
        theirs = Peer("torch", context.python, "torch_products.py", context.tool.threads,
                      json.dumps(products))
        rounds = {"netwright": [], "products": [], "limit": []}
        for _ in range(context.rounds):
            rounds["limit"].append(context.tool.rates()["fma_gflops"])
            rounds["netwright"].append(ours.turn(context.seconds)["median_ms"])
            rounds["products"].append(theirs.turn(context.seconds)["median_ms"])
        context.say(
            f"{name}: the whole step {figure(statistics.median(rounds['netwright']))} ms, its "
            f"{len(products)} products alone {figure(statistics.median(rounds['products']))} ms")
        found[name] = rounds | {
            "about": theirs.about["peer"], "count": len(products), "flops": ours.about["flops"],
            "product_flops": sum(
                2 * one["rows"] * one["columns"] * one["depth"] for one in products)}
        theirs.close()
    return {"workloads": found}


def render(found: dict) -> dict:
    rows = []
    for name, one in found["workloads"].items():
        limit = statistics.median(one["limit"])
        ours, theirs = (statistics.median(one[label]) for label in ("netwright", "products"))
        share = lambda flops, time: f"{100 * flops / time / 1e6 / limit:.0f} %"
        rows.append([
            name, one["count"], f"{one['product_flops'] / 1e9:.3g}", figure(theirs),
            share(one["product_flops"], theirs), f"{one['flops'] / 1e9:.3g}", figure(ours),
            share(one["flops"], ours)])
    return {"products": table(
        ["workload", "products", "GFLOP", "these alone by PyTorch, ms", "of the limit",
         "GFLOP of the step", "all of it by netwright, ms", "of the limit"], rows)}

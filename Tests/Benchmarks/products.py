"""Section `products`: the whole step against its bare products in the library of PyTorch, in turn.

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
    r"  contraction (\d+)×(\d+)×(\d+)×(\d+)( left transposed)?( right transposed)?( right packed)?"
    r" of (\d+), (\d+)")


def products_of(listing: str) -> list:
    """The products of a training step, in order, from `dump --stage kernels`."""
    kernels, name, found, is_training = {}, None, [], False
    for line in listing.splitlines():
        if line.startswith("kernel "):
            name = line.split()[1]
        elif match := PRODUCT.match(line):
            kernels[name] = match
        elif line and not line.startswith(" "):
            is_training = line == "train"
        elif is_training and (call := re.match(r"  (\w+)\((.*?)\)", line)):
            if (match := kernels.get(call[1])) is None:
                continue
            if match[1] != "1" or match[7]:
                raise Failure(f"no bare product: {line.strip()}")
            operands = call[2].split(", ")
            found.append({
                "left": operands[int(match[8])], "right": operands[int(match[9])],
                "rows": int(match[2]), "columns": int(match[3]), "depth": int(match[4]),
                "left_transposed": bool(match[5]), "right_transposed": bool(match[6])})
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
        rows.append([
            name, one["count"], figure(theirs),
            f"{100 * one['product_flops'] / theirs / 1e6 / limit:.0f} %",
            figure(ours), f"{100 * one['flops'] / ours / 1e6 / limit:.0f} %"])
    return {"products": table(
        ["workload", "products", "these alone by PyTorch, ms", "of the limit",
         "the whole step by netwright, ms", "of the limit"], rows)}

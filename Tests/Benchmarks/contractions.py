"""Section `contractions`: square products against the OpenBLAS of numpy, in turn."""

import statistics

from contestants import Peer
from tables import figure, table
from tool import Failure

SIZES = [512, 768, 1024, 1536, 2048]


def measure(context) -> dict:
    if not context.python:
        raise Failure("the section `contractions` needs the peers: `make peers`")
    numpy = Peer("numpy", context.python, "numpy_contractions.py", context.tool.threads)
    found = {}
    for size in SIZES:
        ours, theirs = [], []
        for _ in range(context.rounds):
            ours.append(context.tool.contraction(size)["median_ms"])
            theirs.append(numpy.turn(0.3, size=size)["median_ms"])
        context.say(f"contraction {size}: {figure(statistics.median(ours))} ms, "
                    f"numpy {figure(statistics.median(theirs))} ms")
        found[str(size)] = {"netwright": ours, "numpy": theirs}
    numpy.close()
    return {"sizes": found, "about": numpy.about, "limit": context.tool.rates()}


def render(found: dict) -> dict:
    rows = []
    for size, one in found["sizes"].items():
        rate = lambda label: 2 * int(size) ** 3 / statistics.median(one[label]) / 1e6
        ratio = [theirs / ours for theirs, ours in zip(one["numpy"], one["netwright"])]
        rows.append([
            size, figure(rate("netwright")), figure(rate("numpy")), figure(min(ratio)),
            figure(statistics.median(ratio)), figure(max(ratio)),
            f"{100 * rate('netwright') / found['limit']['fma_gflops']:.0f} %"])
    about = f"{found['about']['peer']}, OpenBLAS for {found['about']['kernel']}"
    return {
        "contractions": table(
            ["size", "netwright, GFLOP/s", "OpenBLAS, GFLOP/s", "ratio, least", "median", "most",
             "of the limit"], rows),
        "openblas": about}

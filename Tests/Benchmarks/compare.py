"""Section `peers`: a training step of every workload against the peers, in turn.

Each round gives every contestant one turn, so that what slows the machine slows them all. A ratio is
the best peer's median of a round over ours of the same round; the best peer is the one whose median
over all rounds is least.
"""

import statistics

from contestants import contestants
from tables import figure, geometric_mean, percent, table
from tool import spec_path

OURS = "netwright"


def measure(context) -> dict:
    found = {}
    for name in context.workloads:
        context.say(f"{name}: starting")
        limit = context.tool.rates()
        planned = context.tool.summary(spec_path(name))["planned_peak_bytes"]
        field = contestants(name, context.tool, context.python, context.peers)
        turns = {contestant.label: [] for contestant in field}
        for number in range(context.rounds):
            for contestant in field:
                turns[contestant.label].append(contestant.turn(context.seconds))
            line = ", ".join(
                f"{label} {figure(done[-1]['median_ms'])}" for label, done in turns.items())
            context.say(f"  round {number + 1}: {line} ms")
        about = {contestant.label: contestant.about for contestant in field}
        for contestant in field:
            contestant.close()
        found[name] = {
            "about": about, "turns": turns, "limit": limit, "planned_peak_bytes": planned}
    return found


def times(one: dict, label: str) -> list:
    return [turn["median_ms"] for turn in one["turns"][label]]


def best_peer(one: dict):
    """The peer with the least median; none when we ran alone."""
    peers = [label for label in one["turns"] if label != OURS]
    return min(peers, key=lambda label: statistics.median(times(one, label)), default=None)


def ratios(one: dict, label: str) -> list:
    return [theirs / ours for theirs, ours in zip(times(one, label), times(one, OURS))]


def ratio_table(found: dict) -> str:
    labels = list(dict.fromkeys(label for one in found.values() for label in one["turns"]))
    rows, medians = [], []
    for name, one in found.items():
        row = [name] + [
            figure(statistics.median(times(one, label))) if label in one["turns"] else "–"
            for label in labels]
        best = best_peer(one)
        if best:
            values = ratios(one, best)
            medians.append(statistics.median(values))
            row += [best, figure(min(values)), figure(medians[-1]), figure(max(values))]
        rows.append(row)
    header = ["workload"] + [f"{label}, ms" for label in labels]
    if medians:
        header += ["best peer", "ratio, least", "median", "most"]
        filler = ["" for _ in labels]
        rows.append(["geometric mean", *filler, "", "", figure(geometric_mean(medians)), ""])
    return table(header, rows)


def limit_table(found: dict) -> str:
    rows = []
    for name, one in found.items():
        operations = one["about"][OURS]["flops"]
        rate = operations / statistics.median(times(one, OURS)) / 1e6
        limit = one["limit"]["fma_gflops"]
        others = max(
            turn["others_percent"] for turns in one["turns"].values() for turn in turns)
        rows.append([
            name, figure(operations / 1e9), figure(rate), figure(limit),
            percent(100 * rate / limit), percent(others)])
    return table(
        ["workload", "GFLOP a step", "GFLOP/s", "limit, GFLOP/s", "of the limit",
         "others' share of the cores, most"], rows)


def memory_table(found: dict) -> str:
    rows = []
    for name, one in found.items():
        peak = lambda label: max(turn["peak_rss_mb"] for turn in one["turns"][label])
        planned, ours = one["planned_peak_bytes"] / 2**20, peak(OURS)
        row = [name, figure(planned), figure(ours), figure(ours - planned)]
        if "torch eager" in one["turns"]:
            theirs = peak("torch eager")
            row += [figure(theirs), figure(one["about"]["torch eager"]["base_rss_mb"]),
                    figure(ours / theirs)]
        else:
            row += ["–"] * 3
        rows.append(row)
    return table(
        ["workload", "planned, MiB", "netwright, MiB", "beyond the plan", "torch eager, MiB",
         "of it before the first step", "netwright / torch"], rows)


def parameter_table(found: dict) -> str:
    labels = list(dict.fromkeys(label for one in found.values() for label in one["about"]))
    rows = [
        [name] + [one["about"].get(label, {}).get("parameters", "–") for label in labels]
        for name, one in found.items()]
    return table(["workload", *labels], rows)


def headline(found: dict) -> str:
    """What all ratios come to, in a sentence."""
    best = {name: best_peer(one) for name, one in found.items()}
    if not all(best.values()):
        return "The peers were not measured."
    medians = {name: statistics.median(ratios(found[name], best[name])) for name in found}
    worst = min(medians, key=medians.get)
    return (f"Against the best of them on each workload a step is {figure(medians[worst])} times as "
            f"fast on {worst}, which is the least, and "
            f"{figure(geometric_mean(list(medians.values())))} times in the geometric mean of "
            f"{len(medians)} workloads.")


def render(found: dict) -> dict:
    return {
        "headline": headline(found),
        "ratios": ratio_table(found), "limits": limit_table(found),
        "memory": memory_table(found), "parameters": parameter_table(found)}

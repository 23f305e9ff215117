"""Section `kernels`: where the time of a step goes, kernel by kernel, next to the roofline."""

import json

from tables import figure, table
from tool import run, spec_path

# Kernels of each workload that the page shows; the results have all.
SHOWN = 8
# Runs of each workload, some seconds apart: what other machines do to the caches changes that slowly.
RUNS = 7


def measure(context) -> dict:
    """The run in the middle of each workload, with what share of arithmetic all of them reached."""
    runs = {name: [] for name in context.workloads}
    for _ in range(RUNS):
        for name in context.workloads:
            command = [context.tool.path, "bench", spec_path(name), "--profile", "--format", "json"]
            one = run([*command, "--threads", context.tool.threads, "--quiet"])
            runs[name].append(json.loads(one))
    found = {}
    for name, all_runs in runs.items():
        all_runs.sort(key=lambda one: one["of_machine_gflops"])
        found[name] = all_runs[RUNS // 2] | {
            "shares": [one["of_machine_gflops"] for one in all_runs]}
        context.say(f"{name}: {figure(ideal(found[name]) * 100)} % of the roofline")
    return found


def ideal(one: dict) -> float:
    """The share of the step that would be left if every kernel ran at its limit."""
    return sum(kernel["ms"] * kernel["of_limit"] for kernel in one["kernels"]) / one["step_ms"]


def apart(one: dict) -> float:
    """The share of the step that operations take at the rate of multiply-adds, and bytes at that of
    memory, one after the other: what is left where nothing is in a cache and nothing overlaps."""
    needed = sum(
        kernel["operations"] / one["machine_gflops"]
        + (kernel["bytes_read"] + kernel["bytes_written"]) / one["machine_gbytes"]
        for kernel in one["kernels"])
    return needed / 1e6 / one["step_ms"]


def kernel_table(one: dict) -> str:
    rows = [
        [kernel["title"], figure(kernel["ms"]), f"{100 * kernel['share']:.0f} %",
         figure(kernel["gflops"]), figure(kernel["gbytes"]), kernel["bound"],
         f"{100 * kernel['of_limit']:.0f} %"]
        for kernel in one["kernels"][:SHOWN]]
    return table(["kernel", "ms", "share", "GFLOP/s", "GB/s", "bound by", "of its limit"], rows)


def render(found: dict) -> dict:
    pieces = []
    for name, one in found.items():
        shown = sum(kernel["share"] for kernel in one["kernels"][:SHOWN])
        pieces.append(
            f"{name}: {len(one['kernels'])} kernels, {figure(one['step_ms'])} ms, "
            f"{100 * one['of_machine_gflops']:.0f} % of the rate of arithmetic between the steps "
            f"({100 * one['shares'][0]:.0f} to {100 * one['shares'][-1]:.0f} % in {RUNS} runs); at the "
            f"roofline the "
            f"step would take {100 * ideal(one):.0f} % of that, and {100 * apart(one):.0f} % if no "
            f"operation ran beside a transfer. The kernels below are {100 * shown:.0f} % of it.\n")
        pieces.append(kernel_table(one))
    return {"kernels": "\n".join(pieces).rstrip() + "\n"}

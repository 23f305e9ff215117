#!/usr/bin/env python3
"""Measures the benchmark report, section by section, and writes its page.

    bench.py peers                  every workload against the peers
    bench.py all --page             every section, and the page
    bench.py --page                 the page again from the results that are there

Sections: machine, peers, kernels, products, contractions, interpreter, scaling, neighbour, builds.
Results are kept as JSON, so that sections can be measured one at a time; no other figure is on the page.
"""

import argparse
import json
import os
import sys
import time
from pathlib import Path

import builds
import compare
import contractions
import interpreter
import kernels
import machine
import neighbour
import page
import products
import scaling
from context import Context
from tool import ROOT, Failure, Tool, spec_path

sys.path.insert(0, str(Path(__file__).parent / "peers"))
from workloads import WORKLOADS  # noqa: E402

SECTIONS = {
    "machine": machine, "peers": compare, "kernels": kernels, "products": products,
    "contractions": contractions, "interpreter": interpreter, "scaling": scaling,
    "neighbour": neighbour, "builds": builds}

CACHE = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sections", nargs="*", choices=[*SECTIONS, "all", []], metavar="SECTION")
    parser.add_argument("--workloads", help="names with commas between (default: all with a spec)")
    parser.add_argument("--rounds", type=int, default=5, help="turns of each (default: 5)")
    parser.add_argument("--seconds", type=float, default=1.0, help="of one turn (default: 1)")
    parser.add_argument("--threads", type=int, default=2, help="of a step (default: 2)")
    parser.add_argument("--against", default="eager,compile,jax", help="peers (default: all)")
    parser.add_argument(
        "--tool", default=str(ROOT / ".build/release/netwright"), help="the built tool")
    parser.add_argument(
        "--peers", default=f"{CACHE}/netwright-peers", help="the virtual environment of the peers")
    parser.add_argument(
        "--out", default=str(ROOT / "specs/bench/results.json"), help="where results are kept")
    parser.add_argument("--page", action="store_true", help="write specs/bench/README.md as well")
    return parser.parse_args()


def chosen_workloads(names) -> list:
    """The workloads asked for, in the order of the table; those without a spec are left out."""
    wanted = names.split(",") if names else list(WORKLOADS)
    unknown = [name for name in wanted if name not in WORKLOADS]
    if unknown:
        raise Failure(f"no workload {', '.join(unknown)}; there are {', '.join(WORKLOADS)}")
    missing = [name for name in wanted if not spec_path(name).exists()]
    if missing:
        print(f"without a spec, left out: {', '.join(missing)}", flush=True)
    return [name for name in WORKLOADS if name in wanted and name not in missing]


def context_of(options) -> Context:
    python = os.path.join(options.peers, "bin", "python")
    if not os.access(python, os.X_OK):
        print(f"no peers in {options.peers}; `make peers` installs them", flush=True)
        python = None
    return Context(
        Tool(options.tool, options.threads), python, chosen_workloads(options.workloads),
        options.rounds, options.seconds, [name for name in options.against.split(",") if name])


def measure(options, results: dict) -> None:
    """Measures the chosen sections, keeps each as soon as it is there, and prints its tables."""
    if not options.sections:
        return
    context = context_of(options)
    sections = list(SECTIONS) if "all" in options.sections else options.sections
    for name in sections:
        start = time.perf_counter()
        results[name] = {"found": SECTIONS[name].measure(context)}
        results[name]["seconds"] = time.perf_counter() - start
        results[name]["rounds"] = options.rounds
        results[name]["threads"] = options.threads
        Path(options.out).write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
        print()
        print("\n".join(SECTIONS[name].render(results[name]["found"]).values()), flush=True)


def main() -> int:
    options = arguments()
    try:
        kept = Path(options.out)
        results = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
        os.chdir(ROOT)
        measure(options, results)
        if options.page:
            page.write({name: SECTIONS[name].render(results[name]["found"])
                        for name in SECTIONS if name in results}, results)
    except Failure as failure:
        print(failure, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

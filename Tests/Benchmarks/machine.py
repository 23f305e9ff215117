"""Section `machine`: what the figures were measured on."""

import os
import platform
import re

from processes import Others
from tables import figure, table
from tool import run

VERSIONS = """
import importlib.metadata as metadata
for name in ("torch", "jax", "numpy"):
    print(name, metadata.version(name))
"""


def processor() -> dict:
    """Model, caches and what runs below, as the system tells them."""
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        fields = dict(
            (key.strip(), value.strip())
            for key, _, value in (line.partition(":") for line in file if ":" in line))
    name = fields.get("model name", platform.machine())
    if "cpu family" in fields:
        name += f" (family {fields['cpu family']}, model {fields['model']})"
    return {"model": name, "cores": os.cpu_count(),
            "virtual": "hypervisor" in fields.get("flags", "").split()}


def caches() -> list:
    """Size and sharing of each data cache of the first core: `32K of level 1`."""
    folder = "/sys/devices/system/cpu/cpu0/cache"
    found = []
    for entry in sorted(os.listdir(folder)) if os.path.isdir(folder) else []:
        read = lambda name: open(f"{folder}/{entry}/{name}", encoding="ascii").read().strip()
        if entry.startswith("index") and read("type") != "Instruction":
            found.append(f"{read('size')} of level {read('level')}")
    return found


def memory_gib() -> float:
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30


def versions(context) -> dict:
    swift = run(["swift", "--version"])
    found = {"Swift": re.search(r"Swift version (\S+)", swift).group(1),
             "Linux": platform.release().split("-")[0]}
    if context.python:
        for line in run([context.python, "-c", VERSIONS]).splitlines():
            name, version = line.split()
            found[name] = version
    return found


def measure(context) -> dict:
    with Others() as others:
        rates = [context.tool.rates() for _ in range(3)]
    best = {key: max(rate[key] for rate in rates) for key in rates[0]}
    return {"processor": processor(), "caches": caches(), "memory_gib": memory_gib(),
            "rates": best, "versions": versions(context), "others_percent": others.percent}


def render(found: dict) -> dict:
    processor_words = found["processor"]["model"]
    if found["processor"]["virtual"]:
        processor_words += ", in a virtual machine"
    rates = found["rates"]
    rows = [
        ["processor", processor_words],
        ["cores", found["processor"]["cores"]],
        ["data caches", ", ".join(found["caches"])],
        ["memory", f"{found['memory_gib']:.0f} GiB"],
        ["vector", f"{rates['vector_lanes']} lanes of f32"],
        [f"multiply-adds in registers, {rates['threads']} threads",
         f"{figure(rates['fma_gflops'])} GFLOP/s"],
        [f"memory, a = b + s · c, {rates['threads']} threads", f"{figure(rates['triad_gbs'])} GB/s"],
        ["software", ", ".join(f"{name} {version}" for name, version in
                               found["versions"].items())],
        ["other processes meanwhile", f"{found['others_percent']:.0f} % of the cores"],
    ]
    return {"machine": table(["what", "figure"], rows, words=True)}

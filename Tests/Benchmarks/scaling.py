"""Section `scaling`: how compile time and step time grow with depth and batch.

Everything is compiled anew, into a cache that is thrown away; the runtime alone is built before. The
time to compile is that of the first `bench` with its few steps: check, differentiate, optimize,
schedule, emit, build.
"""

import os
import statistics
import tempfile
import time
from pathlib import Path

from contestants import Netwright
from tables import figure, table

DEPTHS = [2, 8, 32, 128]
BATCHES = [1, 4, 16, 64, 256, 1024]

MODEL = """\
netwright: 1
name: {name}
dims: {{batch: {batch}, classes: 10}}
model:
  inputs: {{x: "f32[batch, {shape}]"}}
  targets: {{label: "i32[batch] in 0..<classes"}}
  layers:
{layers}
    - dense: classes
      as: logits
loss: {{cross_entropy: {{logits: logits, target: label}}}}
train: {{steps: 100, optimizer: {{sgd: {{learning_rate: 0.001, momentum: 0.9}}}}}}
"""


def dense_chain(depth: int, batch: int) -> str:
    layers = ["    - dense: {units: 256, activation: relu}"] * depth
    return MODEL.format(name="dense_chain", batch=batch, shape="256", layers="\n".join(layers))


def convolution_chain(depth: int, batch: int) -> str:
    layer = ["    - conv2d: {filters: 16, kernel: 3, padding: 1, bias: false}",
             "    - batch_norm", "    - relu"]
    layers = layer * depth + ["    - global_avg_pool2d"]
    return MODEL.format(
        name="convolution_chain", batch=batch, shape="16, 16, 16", layers="\n".join(layers))


MODELS = {
    # What it is, how it is written, and the batch and the depth of the series that vary the other.
    "dense": ("dense layers of 256 units", dense_chain, 64, 4),
    "convolution": ("convolutions of 3 × 3 with 16 channels, normalized", convolution_chain, 16, 4),
}


def measure_one(context, folder: str, text: str) -> dict:
    """Compiles a spec that the cache does not know and times its steps."""
    path = Path(folder) / "spec.yaml"
    path.write_text(text, encoding="utf-8")
    environment = dict(os.environ, XDG_CACHE_HOME=f"{folder}/cache")
    start = time.perf_counter()
    context.tool.bench(path, 5, environment=environment)
    compile_seconds = time.perf_counter() - start
    emit = min(context.tool.emit(path, f"{folder}/package") for _ in range(3))
    runner = Netwright(context.tool, path, environment=environment)
    turns = [runner.turn(min(context.seconds, 0.5)) for _ in range(3)]
    return {"compile_s": compile_seconds, "emit_s": emit,
            "step_ms": [turn["median_ms"] for turn in turns], "flops": runner.about["flops"]}


def measure(context) -> dict:
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        measure_one(context, folder, dense_chain(1, 2))  # builds the runtime
        for name, (words, write, batch, depth) in MODELS.items():
            one = {"words": words, "batch": batch, "depth": depth, "depths": {}, "batches": {}}
            for value in DEPTHS:
                one["depths"][str(value)] = measure_one(context, folder, write(value, batch))
                context.say(f"{name}, depth {value}: {summary(one['depths'][str(value)])}")
            for value in BATCHES:
                one["batches"][str(value)] = measure_one(context, folder, write(depth, value))
                context.say(f"{name}, batch {value}: {summary(one['batches'][str(value)])}")
            found[name] = one
    return found


def summary(one: dict) -> str:
    step = figure(statistics.median(one["step_ms"]))
    return f"compiled in {figure(one['compile_s'])} s, {step} ms a step"


def series_table(series: dict, variable: str, unit: str) -> str:
    rows = []
    for value, one in series.items():
        step = statistics.median(one["step_ms"])
        row = [value, figure(step), figure(step * 1e3 / int(value)),
               figure(one["flops"] / step / 1e6), figure(one["compile_s"])]
        if variable == "depth":
            row += [figure(one["compile_s"] / int(value)), figure(one["emit_s"] * 1e3)]
        rows.append(row)
    header = [variable, "step, ms", f"µs {unit}", "GFLOP/s", "compile, s"]
    header += ["compile, s a layer", "spec to source, ms"] if variable == "depth" else []
    return table(header, rows)


def render(found: dict) -> dict:
    pieces = []
    for one in found.values():
        pieces.append(f"By depth: {one['words']}, batch {one['batch']}.\n")
        pieces.append(series_table(one["depths"], "depth", "a layer"))
        pieces.append(f"By batch: {one['words']}, {one['depth']} of them.\n")
        pieces.append(series_table(one["batches"], "batch", "a row"))
    return {"scaling": "\n".join(pieces).rstrip() + "\n"}

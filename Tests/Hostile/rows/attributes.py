"""Rows 11 and 12: numbers of layers, and sizes whose products leave every integer."""

import itertools
import os
import re

import grammar
from harness import Row
from specs import spec, trained

EXTREMES = [
    "-9223372036854775808", "-2147483648", "-1", "0", "1", "2147483648", "9223372036854775807"]
INPUTS = [
    "f32[batch, 8]", "f32[batch, 6, 8]", "f32[batch, 6, 6, 4]", "f32[batch, 1, 1, 1]",
    "i32[batch, 6] in 0..<8", "f32[batch]"]
# What stands for a required key while another one is tried, by the words of the grammar.
BENIGN = [
    ("whole number", "2"), ("sizes", "[2, 4]"), ("number", "0.5"), ("true", "true"), ("name", "x"),
    ("mapping", "{}"), ("string", "a")]


def benign(key):
    return next((value for words, value in BENIGN if words in key.value), "2")


def attributes(tool):
    row = Row("11 attributes of layers")
    root = os.path.join(os.path.dirname(__file__), "..", "..", "..", "Grammar.md")
    book = grammar.sections(root)
    contents = []
    for layer, keys in book["Layers"].items():
        numeric = [key for key in keys if key.isNumber]
        for key in numeric:
            for value in variants(key):
                contents += uses(layer, keys, {key.name: value}, INPUTS)
        for one, two in itertools.combinations([key for key in numeric if key.isWhole], 2):
            for a, b in itertools.product(EXTREMES, EXTREMES):
                contents += uses(layer, keys, {one.name: a, two.name: b}, fitting(layer))
    contents += windows()
    for optimizer, keys in book["Optimizers"].items():
        for key in keys:
            for value in EXTREMES + ["1e308", "-1e308", "5e-324", "nan", "0.5"]:
                given = {k.name: "0.1" for k in keys if k.isRequired} | {key.name: value}
                contents.append(trained("relu", optimizer=f"{{{optimizer}: {flow(given)}}}"))
    for section, keys in book["Training and evaluation"].items():
        for key in keys:
            for value in EXTREMES:
                contents.append(trained("relu", train=f", {key.name}: {value}"))
    contents += [data(key, value) for key in ("class", "seed", "scale", "train", "validation")
                 for value in EXTREMES]
    row.require(len(contents) >= 5000, "cases", f"only {len(contents)}")
    tool.check_many(row, contents)
    deeper(tool, row, contents)
    return row


def variants(key):
    for value in EXTREMES:
        yield value
    if "[rows, columns]" in key.value:
        for value in EXTREMES:
            yield f"[{value}, 1]"
            yield f"[1, {value}]"
    if "[top, left" in key.value:
        for value in EXTREMES:
            yield f"[{value}, 0, 0, 0]"
            yield f"[0, 0, {value}, {value}]"
    if "sizes" in key.value:
        for a, b in itertools.product(EXTREMES, EXTREMES):
            yield f"[{a}, {b}]"


def flow(given):
    return "{" + ", ".join(f"{name}: {value}" for name, value in given.items()) + "}"


def uses(layer, keys, given, inputs):
    required = {key.name: benign(key) for key in keys if key.isRequired}
    for x in inputs:
        yield spec(layers=f"[{{{layer}: {flow(required | given)}}}]", x=x)


def fitting(layer):
    return [INPUTS[2]] if "2d" in layer else INPUTS[:2] + [INPUTS[4]]


def windows():
    """Windows, strides, padding and dilation against small images, pair by pair."""
    sizes = ["1", "2", "3", "7", "8", "64", "1_000_000", "2147483647", "4611686018427387904"]
    for a, b in itertools.product(sizes, sizes):
        for x in ["f32[batch, 1, 1, 4]", "f32[batch, 7, 7, 4]"]:
            for keys in ["stride", "padding", "dilation", "groups"]:
                yield spec(layers=f"[{{conv2d: {{filters: 4, kernel: {a}, {keys}: {b}}}}}]", x=x)
            yield spec(
                layers=f"[{{conv2d: {{filters: 4, kernel: {a}, padding: same, stride: {b}}}}}]", x=x)
            for pool in ["max_pool2d", "avg_pool2d"]:
                yield spec(layers=f"[{{{pool}: {{window: {a}, stride: {b}}}}}]", x=x)
                yield spec(
                    layers=f"[{{{pool}: {{window: {a}, stride: 1, padding: {b}}}}}]", x=x)


def data(key, value):
    values = {"class": "3", "seed": "7", "scale": "1", "train": "80%", "validation": "20%"}
    values[key] = value
    return "\n".join([
        "netwright: 1", "name: example", "dims: {batch: 4}", "data:",
        "  source: {csv: table.csv}", "  fields:",
        f"    x: {{number: [a, b], scale: {values['scale']}}}",
        f"    kind: {{class: {values['class']}}}",
        f"  split: {{train: {values['train']}, validation: {values['validation']}, "
        f"seed: {values['seed']}}}",
        "model:", '  inputs: {x: "f32[batch, 2]"}', "  layers: [{dense: 3, as: y}]",
        "loss: {cross_entropy: {logits: y, target: kind}}", ""])


def deeper(tool, row, contents):
    """What `check` accepts of a sample is summed up, planned and written without a trap."""
    cwd = tool.folder()
    for index in range(0, len(contents), max(len(contents) // 60, 1)):
        with open(os.path.join(cwd, "spec.yaml"), "w") as file:
            file.write(contents[index])
        for command in [["summary"], ["dump", "--stage", "spec"], ["dump", "--stage", "kernels"]]:
            tool.envelope(
                row, f"{command} {contents[index]}", [command[0], "spec.yaml", *command[1:]], cwd,
                status={0, 1}, memory=4 << 30)


def products(tool):
    row = Row("12 products of sizes")
    big = "4611686018427387904"
    refused = {
        "dims": spec(dims=f"{{batch: 4, a: {big}, b: a * 2}}"),
        "type": spec(x=f"f32[batch, {big}, {big}]", layers="[flatten]"),
        "flatten": spec(x=f"f32[batch, {big}, 2]", layers="[flatten]"),
        "2³¹ × 2³¹ × 2": spec(x="f32[batch, 2147483648, 2147483648, 2]", layers="[flatten]"),
        "batch": spec(dims="{batch: 2147483648}", x="f32[batch, 1_000_000]"),
        "parameters": spec(x="f32[batch, 1_000_000_000]", layers="[{dense: 1_000_000_000}]"),
        "a filter as large as its image": spec(
            dims="{batch: 1}", x="f32[batch, 65_536, 65_536, 1]",
            layers="[{conv2d: {filters: 1, kernel: 65_535, padding: same}}]"),
        "filters": spec(x="f32[batch, 4, 4, 4]", layers=f"[{{conv2d: {{filters: {big}, kernel: 1}}}}]"),
        "padding": spec(
            x="f32[batch, 4, 4, 4]",
            layers=f"[{{conv2d: {{filters: 1, kernel: 1, padding: {big}}}}}]"),
        "reshape": spec(layers=f"[{{reshape: [{big}, {big}]}}]"),
        "concat": spec(x=f"f32[batch, {big}]", layers="[{concat: {}, from: [x, x, x]}]"),
        "lstm": spec(x="f32[batch, 6, 8]", layers="[{lstm: 9223372036854775807}]"),
        "lstm, four times": spec(x="f32[batch, 6, 8]", layers="[{lstm: 2305843009213693952}]"),
        "gru": spec(x="f32[batch, 6, 8]", layers="[{gru: 3074457345618258603}]"),
        "attention": spec(x=f"f32[batch, 2, {big}]", layers="[{attention: {heads: 2}}]"),
        "scores": spec(x="f32[batch, 4_000_000_000, 8]", layers="[{attention: {heads: 2}}]"),
        "embedding": spec(
            x="i32[batch] in 0..<2147483647",
            layers="[{embedding: {entries: 2147483647, width: 9223372036854775807}}]"),
    }
    for name, text in refused.items():
        result = tool.check(row, name, text)
        for command in ["summary", "compile"]:
            cwd = tool.folder()
            with open(os.path.join(cwd, "spec.yaml"), "w") as file:
                file.write(text)
            more = ["-o", "out"] if command == "compile" else []
            tool.envelope(row, f"{command} {name}", [command, "spec.yaml", *more], cwd)
        row.require(b"E09" not in result.err, name, f"{result.err[:300]}")
    # Right, but beyond 32 bits, or beyond what this machine has: counted exactly, planned, not run.
    width = 262_144
    large = {
        "2³¹ + 1 elements": (spec(dims="{batch: 1}", x="f32[batch, 2147483649]", layers="[relu]"), 0),
        "2³⁶ weights": (spec(x=f"f32[batch, {width}]", layers=f"[{{dense: {width}}}]"), width**2 + width),
        "operations beyond 2⁶³": (
            spec(dims="{batch: 1}", x="f32[batch, 262_144, 262_144, 1]",
                 layers="[" + ", ".join(
                     ["{conv2d: {filters: 1, kernel: 8191, padding: same}}"] * 3) + "]"),
            3 * (8191**2 + 1)),
        "1,000 × 2³⁶ weights": (
            spec(x=f"f32[batch, {width}]", layers="[{repeat: {times: 1_000, block: b}}]",
                 blocks=f'{{b: {{inputs: {{x: "f32[batch, {width}]"}}, '
                 f"layers: [{{dense: {width}}}]}}}}"), 1000 * (width**2 + width)),
    }
    for name, (text, parameters) in large.items():
        cwd = tool.folder()
        with open(os.path.join(cwd, "spec.yaml"), "w") as file:
            file.write(text)
        result = tool.envelope(
            row, name, ["summary", "spec.yaml", "--format", "json"], cwd, status={0}, seconds=20)
        wanted = f'"parameters": {parameters},'.encode()
        row.require(wanted in result.out, name, f"no {wanted} in {result.out[:300]}")
        for engine in ["fast", "reference"]:
            tool.envelope(
                row, f"bench {name}, {engine}", ["bench", "spec.yaml", "--engine", engine], cwd,
                place=False, seconds=20)
    memory(tool, row)
    return row


def memory(tool, row):
    """A program that needs more than it may have is refused with the figure, before it starts."""
    text = trained("{dense: 4096}", x="f32[batch, 4096]")
    for command in [["bench", "--steps", "1"], ["train", "--out", "run"]]:
        for engine in ["fast", "reference", "compiled"]:
            cwd = tool.folder()
            with open(os.path.join(cwd, "spec.yaml"), "w") as file:
                file.write(text)
            case = f"{command[0]} --engine {engine} in 100 MB"
            result = tool.envelope(
                row, case, [command[0], "spec.yaml", *command[1:], "--engine", engine], cwd,
                place=False, memory=100 << 20)
            wanted = b"E0706" if command[0] == "bench" else b"E0705"
            row.require(wanted in result.err, case, f"no {wanted}: {result.err[:300]}")
            if command[0] == "bench":
                more = [*command[1:], "--engine", engine, "--max-memory", "100MiB"]
                result = tool.envelope(
                    row, f"{case}, chosen", [command[0], "spec.yaml", *more], cwd, place=False,
                    memory=None)
                row.require(
                    re.search(rb"E0706.*needs [\d.]+ MiB, 100\.0 MiB are allowed", result.err), case,
                    f"{result.err[:300]}")
    for size in ["0", "-1", "x", "1.5", "9223372036854775807GiB", ""]:
        result = tool.run(["bench", "spec.yaml", "--max-memory", size], cwd)
        row.cases += 1
        row.require(result.status == 2, f"--max-memory {size!r}", f"status {result.status}")

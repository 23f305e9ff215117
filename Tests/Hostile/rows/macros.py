"""Row 8: specs that are small until they are expanded. They are counted first."""

import os

from harness import Row
from specs import spec

MEGABYTE = 1 << 20
INPUTS = 'inputs: {x: "f32[batch, 8]"}'


def block(name, layers, parameters=""):
    return f"{name}: {{{INPUTS}, {parameters}layers: [{layers}]}}"


def macros(tool):
    row = Row("8 macro bombs")
    doubling = ", ".join(
        [block("b0", "{dense: 8}")] + [block(f"b{i}", f"b{i - 1}, b{i - 1}") for i in range(1, 41)])
    thousands = ", ".join(
        [block("b0", "{dense: 8}")]
        + [block(f"b{i}", f"{{repeat: {{times: 1000, block: b{i - 1}}}}}") for i in range(1, 4)])
    empty = ", ".join(
        [block("b0", "relu")] + [block(f"b{i}", f"b{i - 1}, b{i - 1}") for i in range(1, 41)])
    with_parameters = ", ".join(
        [block("b0", "{dense: 8}, {dropout: n}", "parameters: {n: 10%}, ")] + [
            block(f"b{i}", f"{{b{i - 1}: {{n: n}}}}, {{b{i - 1}: {{n: 20%}}}}",
                  "parameters: {n: 10%}, ") for i in range(1, 41)])
    growing = ", ".join(
        [block("b0", "{dense: n}, {dense: 8}", "parameters: {n: 8}, ")] + [
            block(f"b{i}", f"{{b{i - 1}: {{n: n + n}}}}, {{b{i - 1}: {{n: n * 3}}}}",
                  "parameters: {n: 8}, ") for i in range(1, 41)])
    deep = ", ".join(
        [block("b0", "{dense: 8}")] + [block(f"b{i}", f"b{i - 1}") for i in range(1, 2000)])
    cycle = ", ".join(block(f"b{i}", f"b{(i + 1) % 1000}") for i in range(1000))
    wide = ", ".join(["relu"] * 10_001)
    # What each bomb says: the code of its one finding.
    refused = {
        "blocks that double": (doubling, "b40", "E0211"), "1000³": (thousands, "b3", "E0211"),
        "without parameters": (empty, "b40", "E0211"),
        "with parameters": (with_parameters, "b40", "E0211"),
        "with sizes that grow": (growing, "b40", None),
        "2,000 blocks deep": (deep, "b1999", "E0211"), "in a circle of 1,000": (cycle, "b0", "E0211"),
        "itself": (block("b", "b"), "b", "E0210"),
        "itself twice": (block("b", "b, b"), "b", "E0210"),
        "itself, repeated": (block("b", "{repeat: {times: 1000, block: b}}"), "b", "E0210"),
    }
    for name, (blocks, use, code) in refused.items():
        for layers in [f"[{use}]", f"[{{repeat: {{times: 10_000, block: {use}}}}}]"]:
            result = tool.check(
                row, f"{name}: {layers}", spec(layers=layers, blocks=f"{{{blocks}}}"), seconds=1,
                peak=256 * MEGABYTE)
            row.require(
                code is None or f"error[{code}]".encode() in result.err, name,
                f"no {code}: {result.err[:300]}")
    over = {
        "10,001 layers": spec(layers=f"[{wide}]"),
        "10,001 repetitions": spec(
            layers="[{repeat: {times: 10_001, block: b}}]", blocks=f"{{{block('b', 'relu')}}}"),
        "2 × 5,001": spec(
            layers="[{repeat: {times: 5_001, block: b}}, {repeat: {times: 5_001, block: b}}]",
            blocks=f"{{{block('b', 'relu')}}}"),
        "huge times": spec(
            layers="[{repeat: {times: 9223372036854775807, block: b}}]",
            blocks=f"{{{block('b', 'relu')}}}"),
        "times that overflow": spec(
            layers="[{repeat: {times: 10_000, block: c}}]",
            blocks="{" + ", ".join([block("b", "relu")] + [
                block(n, f"{{repeat: {{times: 10_000, block: {m}}}}}")
                for n, m in [("d", "b"), ("e", "d"), ("f", "e"), ("c", "f")]]) + "}"),
        "over a long list": spec(
            layers="[{repeat: {over: {n: [" + "1, " * 10_001 + "]}, block: {b: {n: n}}}}]",
            blocks="{" + block("b", "{dense: 8}", "parameters: {n: integer}, ") + "}"),
        "over many lists": spec(
            layers="[{repeat: {over: {" + ", ".join(f"n{i}: [1, 2, 3]" for i in range(100))
            + "}, block: b}}]", blocks="{" + block("b", "{dense: 8}") + "}"),
    }
    for name, text in over.items():
        # A hundred lists of three are well within the limits.
        status = {0} if name == "over many lists" else {1}
        tool.check(row, name, text, status=status, seconds=4, peak=512 * MEGABYTE)
    fitting = spec(
        layers="[{repeat: {times: 1_000, block: b}}]", blocks="{" + block("b", "relu") + "}")
    tool.check(row, "1,000 layers", fitting, status={0}, seconds=2)
    imports(tool, row)
    return row


def imports(tool, row):
    """Files that import one another: in a circle, as a long chain, and doubling."""
    shapes = {
        "itself": {0: [0]}, "each other": {0: [1], 1: [0]},
        "a chain of 10,000": {index: [index + 1] for index in range(10_000)},
        "doubling": {index: [index + 1, index + 1] for index in range(40)},
        "a diamond of 60": {index: [index + 1, index + 2] for index in range(60)},
        "10,000 at once": {0: list(range(1, 10_001))},
        "absent": {0: [77]},
    }
    for name, shape in shapes.items():
        cwd = tool.folder()
        count = max(max(shape), *(max(uses) for uses in shape.values()))
        for index in range(count + 1 if name != "absent" else 1):
            uses = ", ".join(f"{other}.yaml" for other in shape.get(index, []))
            with open(os.path.join(cwd, f"{index}.yaml"), "w") as file:
                file.write("netwright: 1\n" + (f"imports: [{uses}]\n" if uses else ""))
                file.write(f"dims: {{d{index}: 1}}\n")
        with open(os.path.join(cwd, "spec.yaml"), "w") as file:
            file.write(spec().replace("name:", "imports: [0.yaml]\nname:"))
        tool.envelope(
            row, f"imports: {name}", ["check", "spec.yaml"], cwd, status={0, 1}, seconds=1,
            peak=256 * MEGABYTE)

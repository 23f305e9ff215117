"""Rows 6 and 7: texts of a few kilobytes that would cost much to read or to compare."""

import random

from harness import Row
from specs import spec

MEGABYTE = 1 << 20


def places(expression):
    """The expression wherever one may stand."""
    # What has brackets and commas of its own stands in quotes.
    yield "dims", spec(dims=f'{{batch: 4, n: "{expression}"}}')
    yield "units", spec(layers=f'[{{dense: "{expression}"}}]')
    yield "type", spec(x=f"f32[batch, {expression}]")
    yield "range", spec(x=f"i32[batch] in 0..<{expression}", layers="[{embedding: {entries: 3, width: 2}}]")
    yield "reshape", spec(layers=f'[{{reshape: ["{expression}"]}}]')
    yield "parameter", spec(
        layers=f'[{{b: {{n: "{expression}"}}}}]',
        blocks='{b: {inputs: {x: "f32[batch, ?]"}, parameters: {n: integer}, layers: [{dense: n}]}}')
    yield "expect", spec(
        layers="[{dense: 3, as: y}]", rest=f'expect: {{y: "f32[batch, {expression}]"}}\n')


def bombs(tool):
    row = Row("6 expression bombs")
    count = 100_000
    bombs = {
        "(": "(" * count, "(…)": "(" * count + "1" + ")" * count, "1+": "1+" * count + "1",
        "1*": "1*" * count + "1", "-": "-" * count + "1", "- ": "- " * count + "1",
        "1//": "1//" * count + "1", ")": ")" * count, "batch+": "batch+" * count + "1",
        "long name": "a" * MEGABYTE, "long unknown name in 4 kB": "a" * 4000,
        "digits": "1" * MEGABYTE, "digits in 4 kB": "1" * 4000, "[": "[" * count, ",": "," * count,
        "in": "] in " * (count // 5), "in 0..<": "] in 0..<" * (count // 9), "?": "?" * count,
        "underscores": "_" * count, "1_": "1_" * count, "spaces": " " * count, ".": "." * count,
        "min(": "min(" * count, "1%": "1%" * count + "1", "/": "/" * count, "1/": "1/" * count,
        "4 kB of (": "(" * 4000, "4 kB of (…)": "(" * 2000 + "1" + ")" * 2000,
        "4 kB of 1+": "1+" * 2000 + "1", "4 kB of batch*": "batch*" * 600 + "1",
        "4 kB of batch+": "batch+" * 600 + "1", "4 kB of -": "-" * 4000 + "1",
        "199 (": "(" * 199 + "1" + ")" * 199, "200 (": "(" * 200 + "1" + ")" * 200,
        "201 (": "(" * 201 + "1" + ")" * 201,
    }
    for name, expression in bombs.items():
        for place, text in places(expression):
            # Sums of 2,000 ones and 199 parentheses are right.
            result = tool.check(
                row, f"{name} in {place}", text, status={0, 1}, seconds=0.05 * 4, peak=64 * MEGABYTE,
                stack=512 << 10)
            if len(expression) > 4096 and name != "spaces":
                row.require(result.status == 1, f"{name} in {place}", "is accepted")
    conditions = ["not " * 1000 + "flag", "(" * 1000, "a > b and " * 400 + "a > b"]
    for condition in conditions:
        tool.check(
            row, condition[:20], spec(layers=f'[{{dense: 3, when: "{condition}"}}]'), stack=512 << 10,
            seconds=0.2)
    return row


def blowup(tool):
    row = Row("7 symbolic blow-up")
    names = [f"d{index}" for index in range(60)]
    ranged = ", ".join(f"{name}: {{range: 1..1024, default: 8}}" for name in names)
    fixed = ", ".join(f"{name}: {index + 2}" for index, name in enumerate(names))
    product = " * ".join(f"({names[2 * i]} + {names[2 * i + 1]})" for i in range(30))
    batches = " * ".join(["(batch + 1)"] * 30)
    quotients = "batch"
    for index in range(50):
        quotients = f"({quotients} + {index + 1}) // {index % 5 + 2}"
    remainders = "batch"
    for index in range(50):
        remainders = f"({remainders} + {index + 1}) % {index % 5 + 7} * 3"
    choices = "batch"
    for index in range(50):
        choices = f"min({choices} * 2 + {index}, max(batch // {index + 2}, {choices[:40]}))"
    many = "+".join(f"batch // {index}" for index in range(2, 300))
    cases = {
        "30 sums of distinct dims": product, "30 sums with the batch": batches,
        "powers of the batch": " * ".join(["batch"] * 200), "nested quotients": quotients,
        "nested remainders": remainders, "nested choices": choices[:4000], "300 quotients": many,
        "product of quotients": " * ".join(f"(batch // {index} + 1)" for index in range(2, 40)),
        "quotient of a power": "(" + " * ".join(["(batch + 1)"] * 7) + ") // 3",
        "overflowing powers": " * ".join(["(9223372036854775807 * batch)"] * 3),
        "huge coefficients": " * ".join(["(3037000499 * batch + 3037000499)"] * 4),
        "least of many": "min(" + ", ".join(f"batch // {index}" for index in range(2, 300)) + ")",
    }
    for name, expression in cases.items():
        for dims in [f"{{batch: 4, {fixed}}}", f"{{batch: 4, {ranged}}}"]:
            for place in [
                spec(dims=dims, x=f"f32[batch, {expression}]", layers="[flatten]"),
                spec(dims=dims, layers=f'[{{reshape: ["{expression}"]}}]'),
                spec(dims=dims[:-1] + f', n: "{expression}"}}', layers="[{dense: n}]"),
                spec(
                    dims=dims, x=f"f32[batch, {expression}]",
                    layers=f'[{{reshape: ["1 + {expression}"]}}, flatten]'),
            ]:
                tool.check(
                    row, name, place, status={0, 1}, seconds=1, memory=512 * MEGABYTE)
    chain(tool, row)
    constraints(tool, row)
    return row


def chain(tool, row):
    """Dims that double, square or grow in the text of their values, one upon another."""
    steps = {
        "doubling": "{0} + {0}", "squaring": "{0} * {0}", "squaring with the batch":
        "({0} + batch) * ({0} + batch)", "halving": "({0} + batch) // 2", "remainder":
        "({0} * {0} + batch) % 97 + 1", "lesser": "min({0} * 2, {0} + batch)",
    }
    for name, step in steps.items():
        lines = ["batch: 4", "d0: 3"] + [
            f"d{index}: {step.format(f'd{index - 1}')}" for index in range(1, 200)]
        for last in (20, 199):
            tool.check(
                row, f"{name}, {last} deep",
                spec(dims="{" + ", ".join(lines) + "}", x=f"f32[batch, d{last}]"), status={0, 1},
                seconds=1, memory=512 * MEGABYTE)


def constraints(tool, row):
    """200 dims with 200 constraints: an answer, or that there is none, in time."""
    seeded = random.Random(7)
    dims = ["batch: 4"]
    for index in range(200):
        before = [f"d{seeded.randrange(index)}" for _ in range(2)] if index else ["4", "batch"]
        factor = seeded.choice(["", ", multiple_of: 8", ", multiple_of: 3"])
        dims.append(
            f"d{index}: {{range: 1..{seeded.choice(['4096', before[0]])}, default: 24{factor}}}"
            if index % 2 else f"d{index}: {before[0]} * {seeded.randrange(1, 4)} + {before[1]}")
    for last in range(190, 200):
        for use in [f"d{last} // 3 * 3", f"(d{last} + d{last - 1}) % 8", f"d{last} * d{last - 1}"]:
            tool.check(
                row, f"200 dims, {use}",
                spec(dims="{" + ", ".join(dims) + "}", x=f"f32[batch, d{last}]",
                     layers=f'[{{reshape: ["{use}"]}}]'),
                status={0, 1}, seconds=1, memory=512 * MEGABYTE)

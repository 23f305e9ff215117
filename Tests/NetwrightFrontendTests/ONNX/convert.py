"""Writes cases.txt, one line a case, from recorded runs of ONNX's own shape inference.

    python3 convert.py onnx_shape_static.json.gz onnx_shape_negative.json.gz > cases.txt

A line: `accepted` or `rejected`, the operator, attributes, operands, results, and values of operands
that are constants by their number, with ` | ` between them. Types are written as specs write them. A
size that is a name may be anything.
"""

import gzip
import json
import sys

TYPES = {1: "f32", 2: "u8", 6: "i32", 7: "i64", 8: "string", 9: "bool", 10: "f16", 11: "f64",
         15: "complex128", 16: "bf16"}


def type_text(entry):
    code, sizes = entry
    if code is None or sizes is None:
        return "unknown"
    return TYPES[code] + "[" + ", ".join("?" if s is None else str(s) for s in sizes) + "]"


def value_text(value):
    if isinstance(value, list):
        return ",".join(value_text(element) for element in value)
    return str(value).replace(" ", "")


def pairs(values):
    return " ".join(f"{name}={value_text(values[name])}" for name in sorted(values))


def line(case):
    node = case["nodes"][0]
    types, values = case["types"], case["inits"]
    accepted = case["error"] is None
    # Where a case is rejected, a declared type of a result may be the reason.
    declared = case["out"] if accepted else {n: types[n] for n in node["outputs"] if n in types}
    results = [type_text(declared[name]) for name in node["outputs"] if name in declared]
    operands = [type_text(types.get(name, (None, None))) for name in node["inputs"]]
    constants = {str(i): values[n]["v"] for i, n in enumerate(node["inputs"]) if n in values}
    return " | ".join([
        "accepted" if accepted else "rejected", node["op"], pairs(node["attrs"]),
        "; ".join(operands), "; ".join(results), pairs(constants),
    ])


for path in sys.argv[1:]:
    with gzip.open(path) as file:
        cases = json.load(file)
    for case in cases:
        assert len(case["nodes"]) == 1
        print(line(case))

"""Holds the JSON Schema of `netwright schema` against specs, with the validator `jsonschema`.

Usage: check.py TOOL, in the root of the checkout.

What `check` passes must be valid; what it refuses for its structure must not be. Besides the specs of
the project, the examples of Grammar.md and the cases of the frontend's tests, it tries each spec with
a key too many in each of its mappings, a key less, and a value of another kind.
"""

import copy
import json
import pathlib
import re
import subprocess
import sys
import tempfile

import jsonschema
import yaml

# Refusals that a schema can see: unknown, missing and misplaced keys, other kinds of values and words.
STRUCTURAL = {"E0101", "E0102", "E0103", "E0107", "E0109", "E0111"}

# Between them they have every section, source and kind of field.
MUTATED = [
    "specs/digits.yaml", "specs/fashion-lenet.yaml", "specs/penguins.yaml",
    "specs/bench/char_gpt.yaml", "specs/bench/resnet20.yaml",
]

# Structure that no schema sees, by the words of the message.
BEYOND = [
    r"^`test_images` and `test_labels`|lacks `columns`$|^`[a-z0-9_.]*` lacks `filters`$",  # together
    r"expected a layer, found|expected a block, found",  # names of blocks
    r"^the block `|^expected a mapping for the block `",  # parameters of a block
    r"^[0-9]+ values? for [0-9]+ class(es)?$",  # counts
    r"^`[a-z_]+` lacks `default`$",  # ranges without an upper end
]


# A file that others import: it has no name, no model and no batch.
SHARED = """\
netwright: 1
doc: Blocks that several specs use.
dims: {width: 16}
blocks:
  wide:
    doc: A layer and what follows it.
    inputs: {x: "f32[batch, width]"}
    parameters: {units: 4 * width}
    layers:
      - dense: {units: units, activation: relu}
      - dense: width
"""


class CoreLoader(yaml.SafeLoader):
    """YAML 1.2 core scalars, as editors read them; PyYAML's own are those of 1.1."""


CoreLoader.yaml_implicit_resolvers = {}
for tag, pattern, first in [
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("int", r"^[-+]?[0-9]+$", "-+0123456789"),
    ("float", r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$", "-+.0123456789"),
    ("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
]:
    CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), list(first))
CoreLoader.add_constructor(
    "tag:yaml.org,2002:int", lambda loader, node: int(loader.construct_scalar(node)))


class EmptyDumper(yaml.SafeDumper):
    """Writes None as nothing: `null` is a text to Netwright."""


EmptyDumper.add_representer(
    type(None), lambda dumper, _: dumper.represent_scalar("tag:yaml.org,2002:null", ""))


def load(text):
    """The value of a text; None where PyYAML cannot read it."""
    try:
        return yaml.load(text, Loader=CoreLoader)
    except yaml.YAMLError:
        return None


def fences(path):
    return re.findall(r"^```yaml\n(.*?)^```$", path.read_text(), re.S | re.M)


def offers(tool):
    """What is wrong with the schema that offers the blocks of a spec."""
    spec = "specs/bench/char_gpt.yaml"
    schema = json.loads(subprocess.check_output([tool, "schema", spec], text=True))
    validator = jsonschema.Draft7Validator(schema)
    validator.check_schema(schema)
    layer = schema["definitions"]["layer"]["anyOf"]
    names = load(pathlib.Path(spec).read_text())["blocks"]
    for name in names:
        if name not in layer[-1]["properties"]:
            yield f"schema {spec}", f"does not offer {name}"
    for path in sorted(pathlib.Path("specs").rglob("*.yaml")):
        for error in validator.iter_errors(load(path.read_text())):
            yield f"schema {spec}", f"refuses {path}: {error.message[:300]}"


def mappings(value, path=()):
    """Every mapping in a value, with the keys that lead there."""
    if isinstance(value, dict):
        yield path, value
        for key, inner in value.items():
            yield from mappings(inner, path + (key,))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from mappings(inner, path + (index,))


def changed(value, path, change):
    result = copy.deepcopy(value)
    inner = result
    for key in path:
        inner = inner[key]
    change(inner)
    return result


def mutations(value, layers):
    """Specs with one mistake of structure, and what it is; an empty block may be none."""
    for path, mapping in mappings(value):
        place = ".".join(map(str, path))
        yield f"{place}: a key too many", changed(
            value, path, lambda inner: inner.update({"unheard-of": 1}))
        for key in mapping:
            yield f"{place}: no {key}", changed(value, path, lambda inner: inner.pop(key))
            for other in ([[]], {"unheard_of": {"of": 1}}, None):
                is_block = path and isinstance(path[-1], int) and key not in layers
                if other is None and is_block:
                    continue
                yield f"{place}: {other} as {key}", changed(
                    value, path, lambda inner: inner.update({key: other}))


def diagnostics(tool, texts):
    """What `check` finds in each text, by one run of the tool."""
    with tempfile.TemporaryDirectory() as folder:
        names = []
        for index, text in enumerate(texts):
            names.append(f"{folder}/{index:05}.yaml")
            pathlib.Path(names[-1]).write_text(text)
        found = {name: [] for name in names}
        # Diagnostics are limited in number, so files are checked in small lots.
        for start in range(0, len(names), 20):
            run = subprocess.run(
                [tool, "check", "--format", "json", *names[start:start + 20]],
                capture_output=True, text=True, check=False)
            if run.returncode not in (0, 1):
                sys.exit(f"check ended with {run.returncode}: {run.stderr}")
            for finding in json.loads(run.stdout)["diagnostics"]:
                if finding["file"] in found:
                    found[finding["file"]].append(finding)
        return [found[name] for name in names]


def is_beyond(finding):
    # What a use gives a block is right or wrong where the block has it stand.
    if any(re.search(r"^`\w+` stands here$", span["label"]) for span in finding["spans"]):
        return True
    return any(re.search(pattern, finding["message"]) for pattern in BEYOND)


def main():
    tool = sys.argv[1]
    schema = json.loads(subprocess.check_output([tool, "schema"], text=True))
    validator = jsonschema.validators.validator_for(schema)
    assert validator is jsonschema.Draft7Validator, "the schema names its draft"
    validator.check_schema(schema)
    validator = validator(schema)

    layers = schema["definitions"]["layer"]["anyOf"][-1]["properties"]

    specs = sorted(pathlib.Path("specs").rglob("*.yaml"))
    cases = [pathlib.Path("Grammar.md")]
    cases += sorted(pathlib.Path("Tests/NetwrightFrontendTests/Cases").glob("*.md"))
    texts = [(str(path), path.read_text()) for path in specs]
    texts += [(f"{path}:\n{text}", text) for path in cases for text in fences(path)]
    texts.append(("a file to import", SHARED))
    written = len(texts)
    for path, text in [(path, pathlib.Path(path).read_text()) for path in MUTATED] + [
            ("a file to import", SHARED)]:
        for title, spec in mutations(load(text), layers):
            texts.append((f"{path}: {title}", yaml.dump(spec, Dumper=EmptyDumper, sort_keys=False)))

    wrong, accepted, refused, unseen = list(offers(tool)), 0, 0, 0
    found = diagnostics(tool, [text for _, text in texts])
    for (title, text), findings in zip(texts, found):
        value = load(text)
        codes = {finding["code"] for finding in findings}
        if value is None or any(code < "E0100" for code in codes):
            continue
        errors = list(validator.iter_errors(value))
        if not findings:
            accepted += 1
            if errors:
                wrong.append((title, f"check passes it, but: {errors[0].message[:300]}"))
        elif codes & STRUCTURAL:
            visible = [f for f in findings if f["code"] in STRUCTURAL and not is_beyond(f)]
            if errors:
                refused += 1
            elif visible:
                wrong.append((title, f"valid, but: {visible[0]['code']} {visible[0]['message']}"))
            else:
                unseen += 1
    for title, reason in wrong[:50]:
        print(f"{title}: {reason}")
    print(f"{len(texts)} specs, {written} as written: {accepted} valid and right, {refused} invalid "
          f"and wrong, {unseen} wrong beyond any schema, {len(wrong)} disagree")
    # A schema that admits everything, or a tool that refuses everything, would agree as well.
    return 1 if wrong or accepted < 60 or refused < 400 else 0


sys.exit(main())

"""Swift source as tokens, as far as telling code from literals and comments goes."""

import os
import re

# Modules of the runtime; a model may have a name that begins like theirs.
RUNTIME = {
    "CNetwrightVector", "CZlib", "NetwrightRandom", "NetwrightKernels", "NetwrightRuntime",
    "NetwrightSweeps", "NetwrightData",
}
LITERAL, NAME, NUMBER = "text", "name", "number"
TOKEN = re.compile(r"[A-Za-z_$][A-Za-z0-9_]*|`[^`\n\r]*`|[0-9][0-9A-Za-z_.]*|\S")
SPACE = re.compile(r"\s+")


def package(folder):
    """Path → tokens of every source of an emitted package that is the model's own."""
    found = {}
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name not in RUNTIME]
        for name in files:
            path = os.path.relpath(os.path.join(place, name), folder)
            if name.endswith(".swift"):
                with open(os.path.join(place, name), encoding="utf-8", newline="") as file:
                    found[path] = tokens(file.read())
            else:
                found[path] = []
    return found


def tokens(source):
    """Names and numbers as their kinds alone, literals as one token each, comments left out."""
    result, index = [], 0
    while index < len(source):
        space = SPACE.match(source, index)
        if space:
            index = space.end()
        elif source.startswith("//", index):
            # A carriage return ends a comment of Swift as well.
            end = re.compile(r"[\n\r]").search(source, index)
            index = end.start() if end else len(source)
        elif source.startswith("/*", index):
            index = comment(source, index)
        elif re.compile(r'#*"').match(source, index):
            index = literal(source, index)
            result.append(LITERAL)
        else:
            match = TOKEN.match(source, index)
            index = match.end()
            result.append(kind(match[0]))
    return joined(result)


def kind(token):
    if token[0].isdigit():
        return NUMBER
    # All words of Swift are names here: `func` in place of a name would be seen by what follows it.
    return NAME if token[0].isalpha() or token[0] in "_$`" else token


def joined(found):
    """Lists of literals may be long or short: one stands for all."""
    result = []
    for token in found:
        if token in "])" and result[-1:] == [","]:
            result.pop()  # a list over several lines has a comma at its end
        if token == LITERAL and result[-2:] == [LITERAL, ","]:
            result.pop()
            continue
        result.append(token)
    return result


def comment(source, index):
    depth = 0
    while index < len(source):
        if source.startswith("/*", index):
            depth, index = depth + 1, index + 2
        elif source.startswith("*/", index):
            depth, index = depth - 1, index + 2
            if depth == 0:
                return index
        else:
            index += 1
    return index


def literal(source, index):
    """The end of a string literal; interpolations are read as code of their own and refused."""
    hashes = len(re.compile("#*").match(source, index)[0])
    index += hashes
    quote = '"""' if source.startswith('"""', index) else '"'
    index += len(quote)
    closing, escape = quote + "#" * hashes, "\\" + "#" * hashes
    while index < len(source):
        if source.startswith(closing, index):
            return index + len(closing)
        if source.startswith(escape + "(", index):
            raise ValueError("an interpolation in emitted code")
        if source.startswith(escape, index):
            index += len(escape) + 1
        elif quote == '"' and source[index] in "\n\r":
            raise ValueError("a literal that does not end")
        else:
            index += 1
    raise ValueError("a literal that does not end")

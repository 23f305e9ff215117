"""What Grammar.md says there is: the tables that come from the key tables of the compiler."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Key:
    name: str
    value: str  # as the grammar words it: "a whole number from 1"
    isRequired: bool

    @property
    def isWhole(self):
        return "whole number" in self.value or "sizes" in self.value

    @property
    def isNumber(self):
        return self.isWhole or "number" in self.value


def sections(path):
    """Title of a `##` section → title of a `###` section → its keys."""
    found, chapter, section = {}, None, None
    with open(path, encoding="utf-8") as file:
        for line in file:
            if line.startswith("## "):
                chapter = line[3:].strip()
                found[chapter] = {}
            elif line.startswith("### ") and chapter:
                section = line[4:].strip().strip("`")
                found[chapter][section] = []
            elif line.startswith("| `") and chapter and section in found[chapter]:
                cells = re.split(r"(?<!\\) \| ", line.strip()[2:-2])
                if len(cells) == 4:
                    found[chapter][section].append(
                        Key(cells[0].strip("`"), cells[1], cells[2] == "required"))
    return found

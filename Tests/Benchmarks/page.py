"""The page of the report: prose from page.md, figures from the results, nothing typed by hand."""

import re
from pathlib import Path

from tool import ROOT, Failure

TEMPLATE = Path(__file__).parent / "page.md"
PAGE = ROOT / "specs" / "bench" / "README.md"
NOTICE = "<!-- Written by Tests/Benchmarks/bench.py from page.md and results.json. -->\n"


def write(rendered: dict, results: dict) -> None:
    """Fills `{{name}}` with what a section calls `name`; a section not measured yet says so."""
    values = {key: text for section in rendered.values() for key, text in section.items()}
    for section, result in results.items():
        values[f"{section}_rounds"] = str(result["rounds"])
        values[f"{section}_threads"] = str(result["threads"])
        values[f"{section}_time"] = f"{result['seconds'] / 60:.1f} min"

    def filled(match) -> str:
        return values.get(match.group(1), "not measured yet").rstrip("\n")

    template = TEMPLATE.read_text(encoding="utf-8")
    known = set(re.findall(r"\{\{(\w+)\}\}", template))
    left_out = [key for section in rendered.values() for key in section if key not in known]
    if left_out:
        raise Failure(f"page.md has no place for: {', '.join(left_out)}")
    PAGE.write_text(NOTICE + re.sub(r"\{\{(\w+)\}\}", filled, template), encoding="utf-8")
    print(f"wrote {PAGE.relative_to(ROOT)}")

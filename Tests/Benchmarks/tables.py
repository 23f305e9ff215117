"""Tables that read well in a terminal and on a page of Markdown alike."""

import math
import statistics


def table(header, rows, words: bool = False) -> str:
    """Markdown with its columns aligned: the first to the left, figures to the right.

    With `words` the others hold text and stand to the left as well.
    """
    cells = [[str(cell) for cell in row] for row in [header, *rows]]
    widths = [max(len(row[column]) for row in cells) for column in range(len(header))]
    mark, pad = ("-", str.ljust) if words else (":", str.rjust)
    rule = ["-" * widths[0]] + ["-" * (width - 1) + mark for width in widths[1:]]
    lines = []
    for row in [cells[0], rule, *cells[1:]]:
        padded = [row[0].ljust(widths[0])]
        padded += [pad(cell, width) for cell, width in zip(row[1:], widths[1:])]
        lines.append("| " + " | ".join(padded) + " |")
    return "\n".join(lines) + "\n"


def figure(value) -> str:
    """Three significant digits, without an exponent; a dash where there is no value."""
    if value is None:
        return "–"
    if value == 0 or not math.isfinite(value):
        return str(value)
    digits = max(0, 2 - math.floor(math.log10(abs(value))))
    return f"{value:,.{digits}f}"


def percent(value) -> str:
    return "–" if value is None else f"{value:.0f} %"


def geometric_mean(values) -> float:
    return math.exp(statistics.fmean(math.log(value) for value in values))

"""Row 5: what numbers are. An oracle of exact fractions says what each literal means."""

import re
from fractions import Fraction

from harness import Row
from specs import spec, trained

DECIMAL = re.compile(r"[-+]?(?:(?:0|[1-9][0-9_]*)(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
LEADING_ZERO = re.compile(r"[-+]?0_*[0-9]")
SUFFIXES = {"k": 3, "M": 6, "G": 9, "%": -2}
LARGEST = 1 << 63


def literals():
    whole = [
        "0", "-0", "+0", "1", "-1", "+1", "7", "007", "08", "0_1", "1_", "1_000", "1__0", "_1",
        "127", "128", "255", "256", "65535", "65536", "2147483647", "2147483648", "-2147483648",
        "-2147483649", "4294967295", "4294967296", "9007199254740991", "9007199254740992",
        "9007199254740993", "9223372036854775807", "9223372036854775808", "-9223372036854775808",
        "-9223372036854775809", "18446744073709551615", "18446744073709551616", "1" * 40, "9" * 400,
        "1" + "0" * 4000, "1" + "0" * 4094, "1" * 4097, "1" + "0" * 100_000,
    ]
    other = [
        "0x10", "0X10", "0xFFFFFFFFFFFFFFFF", "0o10", "0o777", "0b101", "010", "1:30", "190:20:30",
        "1:30.5", "1,000", "1 000", "0x", "0x1p3", "1e", "e1", "1e+", "1E5", "1e5", "1e+5", "1e-5",
        "1e05", "1e-05", "1e1.5", "1.e5", ".5", "5.", ".", "-.5", "+.5", "..5", "1.5.5", "1.5", "0.1",
        "1.0", "1.00000000000000000000", "1.00000000000000000001", "0.99999999999999999999",
        "9007199254740993.0", "4503599627370497.5", "1e15", "1e16", "1e17", "1e18", "1e19", "1e300",
        "1e308", "1.7976931348623157e308", "1.8e308", "1e309", "1e400", "-1e400", "1e-300",
        "1e-308", "5e-324", "4e-324", "1e-400", "1e9999999999999999999999", "1e-9999999999999999999999",
        "0e9999999999999999999999", "0.0", "-0.0", "-0.0e5", "0e0", "00.5", "nan", "NaN", ".nan",
        ".NaN", ".NAN", "inf", "Inf", ".inf", "-.inf", "+.inf", ".Inf", ".INF", "infinity",
        "Infinity", "-Infinity", "1#INF", "true", "false", "yes", "no", "on", "off", "null", "~",
        "Null", "one", "١", "１", "½", "²", "1²", "−1", "1’000", "1'000", "0,5", "1/2", "2/1",
        "4/2", "1/0", "0/0", "0/1", "1/-1", "-1/1", "9223372036854775807/1",
        "-9223372036854775808/-1", "1/3/5", "/2", "1/", "1//2", "1e300/1e-300", "1e-300/1e300",
        "0.5/0.25", "1/255", "10%", "100%", "200 %", "%", "1%%", "1e400%", "1k", "1K", "1M", "1m",
        "1G", "1g", "1T", "64k", "1.5k", "1.001k", "0.0001k", "9223372036854775807k", "9223372036G",
        "9223372037G", "1e300G", "1kk", "k", "1ki", "1KiB", "1 k", "1e3k", "1_0.5_0", "1._5", "1_.5",
        "1e1_0", "1.0f", "1f", "1L", "1u8", "0d1", "1e5e5", "--1", "++1", "+-1", "- 1", "+ 1", "1-",
        "1+", "1+1", "1-1", "2*3", "2 * 3", "7//2", "-7//2", "(1)", "((1", "1)", "()", "1 1", "1; 1",
        "1\\n", "batch", "width", "2 * width", "width - 16", "width + 0", "width * width",
        "9223372036854775807 + 1", "-9223372036854775808 - 1", "3037000500 * 3037000500",
        "4611686018427387904 * 2", "9223372036854775807 * 9223372036854775807", "1 // 0", "1 // -1",
        "0 // 0", "1 // batch", "batch // 2", "1 // (1 // 2)", "-9223372036854775808 // -1",
        "-(-9223372036854775808)", "- -1", "-(-(1))", "1e3 + 1", "1_0 + 1", "0x10 + 1", "09 + 1",
    ]
    made = [f"{a}e{b}" for a in ["1", "1.5", "12345678901234567890", "0.00001", "-3"] for b in
            [-400, -30, -5, -1, 0, 1, 5, 17, 18, 19, 30, 308, 400]]
    made += [f"{a}{b}" for a in ["1", "0.5", "1.25", "9223372036854775", "1e15", "-2"] for b in
             SUFFIXES]
    made += [f"{2**power + step}" for power in [31, 32, 53, 62, 63, 64] for step in [-1, 0, 1]]
    return whole + other + made


def single(text):
    """The exact value of a decimal literal; None where it is none."""
    text = text.strip(" ")
    shift = SUFFIXES.get(text[-1:], 0)
    digits = text[:-1].strip(" ") if shift else text
    if len(text) > 4096 or not DECIMAL.fullmatch(digits) or LEADING_ZERO.match(digits):
        return None
    mantissa, _, exponent = digits.replace("_", "").lower().partition("e")
    power = int(exponent or "0")
    if Fraction(mantissa) == 0:
        return Fraction(0)
    if abs(power) > 5000:  # far beyond every double; the sign of the power is all that counts
        power = 5000 if power > 0 else -5000
    return Fraction(mantissa) * Fraction(10) ** (power + shift)


def value(text):
    left, slash, right = text.partition("/")
    if not slash:
        return single(text)
    a, b = single(left), single(right)
    return None if a is None or b is None or b == 0 else a / b


def quoted(text):
    return "'" + text.replace("'", "''") + "'"


def numbers(tool):
    row = Row("5 number literals")
    texts = literals()
    contents, wanted = [], []
    for text in texts:
        exact = value(text)
        for written in {text if re.fullmatch(r"[-+.\w%]+", text) else quoted(text), quoted(text)}:
            # The width of the result is stated exactly: another number cannot pass for it.
            if exact is not None and exact.denominator == 1 and 1 <= exact < 1 << 24:
                count = int(exact)
                for stated in {count, count + 1, max(count - 1, 1)}:
                    contents.append(spec(
                        layers=f"[{{dense: {{units: {written}}}, as: y}}]", dims="{batch: 1}",
                        rest=f'expect: {{y: "f32[batch, {stated}]"}}\n'))
                    wanted.append(("dense", text, exact if stated == count else None))
            contents.append(spec(layers=f"[{{dense: {written}}}]"))
            wanted.append(("units", text, exact))
            contents.append(spec(
                dims=f"{{batch: 4, n: {written}}}", layers="[{dense: 3}, {relu: {}, when: n > 0}]"))
            wanted.append(("dims", text, exact))
            contents.append(spec(layers=f"[{{dropout: {written}}}]"))
            wanted.append(("rate", text, exact))
            contents.append(trained("relu", optimizer=f"{{adam: {{learning_rate: {written}}}}}"))
            wanted.append(("learning rate", text, exact))
            contents.append(trained("relu", train=f", seed: {written}"))
            wanted.append(("seed", text, exact))
            contents.append(spec(layers=f"[{{concat: {{axis: {written}}}, from: [x, x]}}]"))
            wanted.append(("axis", text, exact))
            contents.append(spec(
                x="f32[batch, 4, 4, 1]",
                layers=f"[{{conv2d: {{filters: 1, kernel: 1, padding: {written}}}}}]"))
            wanted.append(("padding", text, exact))
            contents.append(spec(rest=f"expect: {{parameters: {written}}}\n"))
            wanted.append(("parameters", text, exact))
            contents.append(f"netwright: {written}\nname: example\n")
            wanted.append(("version", text, exact))
        inside = text.replace("\\", "").replace('"', "").replace("'", "")
        contents.append(spec(x=f"f32[batch, {inside}]"))
        wanted.append(("type", text, exact))
    found = tool.check_many(row, contents)
    for content, (place, text, exact), diagnostics in zip(contents, wanted, found):
        if diagnostics is None:
            continue
        judge(row, place, text, exact, not any(item["severity"] == "error" for item in diagnostics))
    row.notes.append(f"{len(texts)} literals")
    return row


def judge(row, place, text, exact, accepted):
    """Only literals have an oracle; expressions are row 7's."""
    isExpression = exact is None and re.search(r"[a-z*+()-]|//", text)
    if isExpression or place in ("version", "type"):
        return
    shown = f"{place} {text[:60]}"
    if not accepted:
        isSafe = exact is not None and abs(exact) < 1 << 53 and (exact == 0 or abs(exact) > 1e-300)
        plain = exact is not None and exact.denominator == 1 and isSafe and not (
            "/" in text and "." in text)
        if place in ("dims", "units") and plain and 1 <= exact < 1 << 20:
            row.fail(shown, "is refused")
        if place == "rate" and isSafe and 0 <= float(exact) < 1:
            row.fail(shown, "is refused")
        return
    if exact is None:
        row.fail(shown, "is no number, and accepted")
    elif place in ("units", "dims", "seed", "axis", "padding", "dense", "parameters"):
        row.require(exact.denominator == 1, shown, "is no whole number, and accepted")
        row.require(-LARGEST <= exact < LARGEST, shown, "does not fit, and is accepted")
        row.require(place != "parameters" or exact == 27, shown, "passes for 27")
        row.require(place != "axis" or exact in (-1, 0, 1), shown, "passes for an axis")
        row.require(place not in ("units", "dims") or exact >= 1, shown, "is not positive")
    elif place == "rate":
        row.require(0 <= exact < 1, shown, "passes for a rate")
    elif place == "learning rate":
        row.require(0 <= exact < 2**1024, shown, "passes for a learning rate")
        row.require(exact == 0 or exact > Fraction(1, 2**1075), shown, "becomes zero")
